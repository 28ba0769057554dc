import { AppError } from '@/lib/errors'

export interface RenderQuery {
  windowCenter?: number
  windowWidth?: number
  width?: number
  height?: number
  quality?: number
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/
const mostPixels = 8192

/** window, viewport and quality of a rendered resource (PS3.18 8.3.5.1); wrong ones are refused, not guessed. */
export function renderQuery(query: Record<string, unknown>): RenderQuery {
  return {
    ...windowOf(one(query, 'window')),
    ...viewportOf(one(query, 'viewport')),
    ...qualityOf(one(query, 'quality')),
  }
}

function one(query: Record<string, unknown>, name: string): string | undefined {
  const value = query[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw new AppError('invalid', `Give ${name} once.`)
  return value
}

function windowOf(text: string | undefined): RenderQuery {
  if (text === undefined) return {}
  const [center = '', width = '', shape = 'linear', ...rest] = text.split(',').map((part) => part.trim())
  const isFunction = ['linear', 'linear-exact', 'sigmoid'].includes(shape.toLowerCase())
  if (!number.test(center) || !number.test(width) || !isFunction || rest.length > 0) {
    throw new AppError('invalid', 'window takes center,width,function, as in window=40,400,linear.')
  }
  if (!(Number(width) >= 1)) throw new AppError('invalid', 'The width of the window must be 1 or more.')
  return { windowCenter: Number(center), windowWidth: Number(width) }
}

function viewportOf(text: string | undefined): RenderQuery {
  if (text === undefined) return {}
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length > 2)
    throw new AppError('invalid', 'viewport takes width,height here: regions are not offered.')
  const [width, height] = parts.map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : 0))
  const fits = (size: number | undefined): boolean => size !== undefined && size >= 1 && size <= mostPixels
  if (!fits(width) || !fits(height)) {
    throw new AppError('invalid', `viewport takes width,height from 1 to ${mostPixels}.`)
  }
  return { width, height }
}

function qualityOf(text: string | undefined): RenderQuery {
  if (text === undefined) return {}
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 100) {
    throw new AppError('invalid', 'quality takes a whole number from 1 to 100.')
  }
  return { quality: Number(text) }
}
