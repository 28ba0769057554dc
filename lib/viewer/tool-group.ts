import {
  AngleTool,
  ArrowAnnotateTool,
  LengthTool,
  PanTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
  Enums,
  type Types,
} from '@cornerstonejs/tools'
import { utilities } from '@cornerstonejs/core'
import { calibrationAt } from './calibration'
import { angleLabel, lengthLabel } from './measurement-label'
import { attributesOf } from './loaded-objects'

export const viewerTools = [WindowLevelTool, PanTool, ZoomTool, LengthTool, AngleTool, ArrowAnnotateTool]

/** What the left button and one finger do. 'scroll' is done by the pane itself. */
export const pointerTools = ['scroll', 'window', 'zoom', 'pan', 'length', 'angle', 'arrow'] as const
export type PointerTool = (typeof pointerTools)[number]

const toolNames: Record<Exclude<PointerTool, 'scroll'>, string> = {
  window: WindowLevelTool.toolName,
  zoom: ZoomTool.toolName,
  pan: PanTool.toolName,
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
  arrow: ArrowAnnotateTool.toolName,
}
const drawing = [LengthTool.toolName, AngleTool.toolName, ArrowAnnotateTool.toolName]
const { Primary, Secondary, Auxiliary } = Enums.MouseBindings

export interface ViewerToolGroup {
  addPane: (viewportId: string) => void
  removePane: (viewportId: string) => void
  choose: (tool: PointerTool) => void
  destroy: () => void
}

/** One tool group for all panes of a page: right drag zooms, middle drag pans, two fingers do both. */
export function createToolGroup(
  id: string,
  engineId: string,
  askForText: (given: string, done: (text: string) => void) => void,
): ViewerToolGroup {
  ToolGroupManager.destroyToolGroup(id)
  const group = ToolGroupManager.createToolGroup(id)
  if (!group) throw new Error('the tool group could not be created')
  group.addTool(WindowLevelTool.toolName)
  group.addTool(PanTool.toolName)
  group.addTool(ZoomTool.toolName)
  group.addTool(LengthTool.toolName, { getTextLines: lengthLines })
  group.addTool(AngleTool.toolName, { getTextLines: angleLines, showAngleArc: true })
  group.addTool(ArrowAnnotateTool.toolName, {
    getTextCallback: (done: (text: string) => void) => askForText('', done),
    changeTextCallback: (
      annotation: { data?: { label?: string } },
      _event: unknown,
      done: (text: string) => void,
    ) => askForText(annotation.data?.label ?? '', done),
  })
  const choose = (tool: PointerTool): void => {
    for (const name of drawing) group.setToolPassive(name, { removeAllBindings: true })
    group.setToolPassive(WindowLevelTool.toolName, { removeAllBindings: true })
    const chosen = tool === 'scroll' ? null : toolNames[tool]
    const left = [{ mouseButton: Primary }, { numTouchPoints: 1 }]
    bind(PanTool.toolName, [{ mouseButton: Auxiliary }, ...(tool === 'pan' ? left : [])])
    bind(ZoomTool.toolName, [
      { mouseButton: Secondary },
      { numTouchPoints: 2 },
      ...(tool === 'zoom' ? left : []),
    ])
    if (chosen && tool !== 'pan' && tool !== 'zoom') bind(chosen, left)
  }
  const bind = (name: string, bindings: Types.IToolBinding[]): void => {
    group.setToolPassive(name, { removeAllBindings: true })
    group.setToolActive(name, { bindings })
  }
  return {
    addPane: (viewportId) => group.addViewport(viewportId, engineId),
    removePane: (viewportId) => group.removeViewports(engineId, viewportId),
    choose,
    destroy: () => ToolGroupManager.destroyToolGroup(id),
  }
}

interface MeasuredData {
  handles?: { points?: [number, number, number][] }
}

function lengthLines(data: MeasuredData, targetId: string): string[] {
  const { imageId, points } = imagePoints(data, targetId)
  const [from, to] = points
  if (!from || !to) return []
  return [lengthLabel(from, to, calibrationAt(attributesOf(imageId), [from, to]))]
}

function angleLines(data: MeasuredData, targetId: string): string[] {
  const { imageId, points } = imagePoints(data, targetId)
  const [first, corner, last] = points
  if (!first || !corner || !last) return []
  return [angleLabel(first, corner, last, calibrationAt(attributesOf(imageId), [first, corner, last]))]
}

/** The handles in columns and rows of the image, the terms in which calibration is stated. */
function imagePoints(data: MeasuredData, targetId: string): { imageId: string; points: [number, number][] } {
  const imageId = targetId.replace(/^imageId:/, '')
  const points = (data.handles?.points ?? []).flatMap((point): [number, number][] => {
    const place = utilities.worldToImageCoords(imageId, point)
    return place?.[0] === undefined || place[1] === undefined ? [] : [[place[0], place[1]]]
  })
  return { imageId, points }
}
