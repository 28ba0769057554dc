import * as core from '@cornerstonejs/core'
import * as loader from '@cornerstonejs/dicom-image-loader'
import * as tools from '@cornerstonejs/tools'
import { paletteProvider } from './palette'
import { viewerTools } from './tool-group'

const mebibyte = 1024 * 1024

let started: Promise<void> | null = null

/** Initialises Cornerstone3D once for the life of the page's script; further calls wait for the same start. */
export function startCornerstone(): Promise<void> {
  started ??= start()
  return started
}

async function start(): Promise<void> {
  await core.init()
  const cores = navigator.hardwareConcurrency || 2
  loader.init({ maxWebWorkers: Math.max(1, Math.min(4, cores - 1)), strict: false })
  tools.init()
  core.cache.setMaxCacheSize(1024 * mebibyte)
  // Six connections per origin on HTTP/1.1: one is the event stream, one stays free for what the reader asks for now.
  core.imageRetrievalPoolManager.setMaxSimultaneousRequests(core.Enums.RequestType.Interaction, 5)
  core.imageRetrievalPoolManager.setMaxSimultaneousRequests(core.Enums.RequestType.Prefetch, 4)
  core.metaData.addProvider(paletteProvider, 100)
  for (const tool of viewerTools) tools.addTool(tool)
  const styles = tools.annotation.config.style.getDefaultToolStyles()
  tools.annotation.config.style.setDefaultToolStyles({
    ...styles,
    global: {
      ...styles.global,
      color: 'rgb(134, 196, 235)',
      colorHighlighted: 'rgb(200, 228, 245)',
      colorSelected: 'rgb(200, 228, 245)',
      colorLocked: 'rgb(134, 196, 235)',
      lineWidth: '1.5',
      lineDash: '',
      shadow: true,
      textBoxFontFamily: 'Inter Variable, system-ui, sans-serif',
      textBoxFontSize: '13px',
      textBoxColor: 'rgb(200, 228, 245)',
      textBoxColorHighlighted: 'rgb(230, 242, 250)',
      textBoxColorSelected: 'rgb(230, 242, 250)',
      textBoxColorLocked: 'rgb(200, 228, 245)',
      textBoxBackground: 'rgb(8 9 11 / 0.6)',
      textBoxLinkLineWidth: '1',
      textBoxLinkLineDash: '2,3',
    },
  })
}
