import { keywordOf } from './dictionary'

/** How an error message names an attribute: keyword and tag, never the value. */
export function tagText(tag: string): string {
  const keyword = keywordOf(tag)
  const hex = `(${tag.slice(0, 4)},${tag.slice(4)})`
  return keyword ? `${keyword} ${hex}` : hex
}
