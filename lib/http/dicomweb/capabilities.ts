import type { Method, Route } from '../route'

export interface Capability {
  method: Method
  /** Below the service root, with {study}, {series} …, as a URI template. */
  path: string
  /** As PS3.18 chapter 10 calls it. */
  transaction: string
  requestTypes: readonly string[]
  responseTypes: readonly string[]
  query: readonly string[]
}

const prefix = '/dicom-web/'
const json = ['application/dicom+json', 'application/json']
const dicom = ['multipart/related; type="application/dicom"', 'application/dicom']
const images = ['image/jpeg', 'image/png']

/**
 * What this service offers, read off the route table, so that it can neither promise nor hide anything (PS3.18 8.9).
 * Paths without a transaction of their own (the capabilities themselves) are left out.
 */
export function capabilitiesOf(routes: readonly Route[]): Capability[] {
  return routes
    .map(({ definition }) => definition)
    .filter(({ url }) => url.startsWith(prefix))
    .flatMap(({ method, url }) => {
      const path = url
        .slice(prefix.length)
        .replace(/:(\w+)/g, '{$1}')
        .replace(/\*$/, '{+path}')
      const kind = transactionOf(method, path)
      return kind ? [{ method, path, requestTypes: [], query: [], ...kind }] : []
    })
}

type Kind = Pick<Capability, 'transaction' | 'responseTypes'> &
  Partial<Pick<Capability, 'requestTypes' | 'query'>>

function transactionOf(method: Method, path: string): Kind | null {
  const last = path.split('/').at(-1) ?? ''
  if (method === 'POST' && path.startsWith('studies')) {
    return {
      transaction: 'Store Instances',
      requestTypes: [...dicom, 'multipart/related; type="application/dicom+json"'],
      responseTypes: json,
    }
  }
  if (method === 'DELETE') return { transaction: 'Delete', responseTypes: [], query: ['reason'] }
  if (method !== 'GET') return null
  if (path === 'wado') {
    const query = ['requestType', 'studyUID', 'seriesUID', 'objectUID', 'contentType', 'transferSyntax']
    const picture = [
      'frameNumber',
      'rows',
      'columns',
      'region',
      'windowCenter',
      'windowWidth',
      'imageQuality',
    ]
    return {
      transaction: 'Retrieve (URI)',
      responseTypes: ['application/dicom', ...images],
      query: [...query, ...picture, 'annotation'],
    }
  }
  if (last === 'metadata') return { transaction: 'Retrieve Metadata', responseTypes: json, query: ['accept'] }
  if (last === 'rendered') {
    const query = ['accept', 'quality', 'viewport', 'window', 'annotation', 'iccprofile']
    return { transaction: 'Retrieve Rendered', responseTypes: images, query }
  }
  if (last === 'thumbnail') {
    return { transaction: 'Retrieve Thumbnail', responseTypes: images, query: ['accept', 'viewport'] }
  }
  if (last === '{frames}' || last === '{frame}') {
    return { transaction: 'Retrieve Frames', responseTypes: frameTypes, query: ['accept'] }
  }
  if (last === '{+path}') {
    return {
      transaction: 'Retrieve Bulk Data',
      responseTypes: ['application/octet-stream'],
      query: ['accept'],
    }
  }
  if (['studies', 'series', 'instances'].includes(last)) {
    const query = ['{attributeID}', 'includefield', 'fuzzymatching', 'limit', 'offset', 'accept']
    return { transaction: 'Search', responseTypes: json, query }
  }
  if (['{study}', '{series}', '{instance}'].includes(last)) {
    return { transaction: 'Retrieve Instances', responseTypes: dicom, query: ['accept'] }
  }
  return null
}

const frameTypes = [
  'multipart/related; type="application/octet-stream"',
  'multipart/related; type="image/jpeg"',
  'multipart/related; type="image/jls"',
  'multipart/related; type="image/jp2"',
  'multipart/related; type="image/jphc"',
  'multipart/related; type="image/dicom-rle"',
  'application/octet-stream',
  'image/jpeg',
  'image/jls',
  'image/jp2',
  'image/jphc',
  'image/dicom-rle',
]
