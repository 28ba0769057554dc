import { annotationKinds, type AnnotationKind } from '@/lib/archive/annotation-of'
import type { InstanceRenderRequest } from '@/lib/archive/render-instance'
import { AppError } from '@/lib/errors'

export type RenderQuery = Omit<InstanceRenderRequest, 'format'>

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/
const mostPixels = 8192
const functions = { linear: 'LINEAR', 'linear-exact': 'LINEAR_EXACT', sigmoid: 'SIGMOID' } as const
const profiles = ['no', 'yes', 'srgb', 'adobergb', 'rommrgb', 'displayp3']

/**
 * window, viewport, quality and annotation of a rendered resource (PS3.18 8.3.5.1); wrong ones are refused, not guessed.
 * iccprofile is read and without effect: what is rendered is sRGB or grey already.
 */
export function renderQuery(query: Record<string, unknown>): RenderQuery {
  const profile = one(query, 'iccprofile')
  if (profile !== undefined && !profiles.includes(profile.toLowerCase()))
    throw new AppError('invalid', `iccprofile takes one of ${profiles.join(', ')}.`)
  return {
    ...windowOf(one(query, 'window')),
    ...viewportOf(one(query, 'viewport')),
    ...qualityOf(one(query, 'quality')),
    ...annotationsOf(one(query, 'annotation')),
  }
}

/** A parameter that is given at most once. */
export function one(query: Record<string, unknown>, name: string): string | undefined {
  const value = query[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw new AppError('invalid', `Give ${name} once.`)
  return value
}

function windowOf(text: string | undefined): RenderQuery {
  if (text === undefined) return {}
  const [center = '', width = '', shape, ...rest] = text.split(',').map((part) => part.trim())
  const windowFunction = Object.entries(functions).find(([name]) => name === shape?.toLowerCase())?.[1]
  const isFunction = shape === undefined || windowFunction !== undefined
  if (!number.test(center) || !number.test(width) || !isFunction || rest.length > 0) {
    throw new AppError('invalid', 'window takes center,width,function, as in window=40,400,linear.')
  }
  // LINEAR needs a width of 1, the others anything above 0 (PS3.3 C.11.2.1.2, C.11.2.1.3).
  const least = windowFunction === undefined || windowFunction === 'LINEAR' ? 1 : Number.MIN_VALUE
  if (!(Number(width) >= least)) throw new AppError('invalid', 'The width of the window is too small.')
  const window = { windowCenter: Number(center), windowWidth: Number(width) }
  return windowFunction ? { ...window, windowFunction } : window
}

/** vw,vh and optionally sx,sy,sw,sh, of which any may be empty. */
function viewportOf(text: string | undefined): RenderQuery {
  if (text === undefined) return {}
  const parts = text.split(',').map((part) => part.trim())
  const [width, height] = parts.slice(0, 2).map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : 0))
  const fits = (size: number | undefined): boolean => size !== undefined && size >= 1 && size <= mostPixels
  const source = parts.slice(2)
  const isSound = source.every(
    (part) => part === '' || (number.test(part) && Math.abs(Number(part)) <= 65_535),
  )
  if (!fits(width) || !fits(height) || (source.length !== 0 && source.length !== 4) || !isSound) {
    throw new AppError(
      'invalid',
      `viewport takes width,height from 1 to ${mostPixels}, or width,height and the source region x,y,width,height.`,
    )
  }
  if (source.length === 0) return { width, height }
  const [x, y, sw, sh] = source.map((part) => (part === '' ? undefined : Number(part)))
  if ((x ?? 0) < 0 || (y ?? 0) < 0 || sw === 0 || sh === 0)
    throw new AppError('invalid', 'The source region of the viewport begins inside the image and has a size.')
  return {
    width,
    height,
    region: {
      x: x ?? 0,
      y: y ?? 0,
      ...(sw === undefined ? {} : { width: sw }),
      ...(sh === undefined ? {} : { height: sh }),
    },
  }
}

function qualityOf(text: string | undefined): RenderQuery {
  if (text === undefined) return {}
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 100) {
    throw new AppError('invalid', 'quality takes a whole number from 1 to 100.')
  }
  return { quality: Number(text) }
}

function annotationsOf(text: string | undefined): RenderQuery {
  if (text === undefined) return {}
  const annotation = text.split(',').map((part): AnnotationKind => {
    const kind = annotationKinds.find((name) => name === part.trim().toLowerCase())
    if (!kind) throw new AppError('invalid', 'annotation takes patient, technique, or both with a comma.')
    return kind
  })
  return { annotation }
}
