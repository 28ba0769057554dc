import { z } from 'zod'
import { isUid } from '@/lib/dicom/uid'
import { AppError } from '@/lib/errors'
import { renderQuery, type RenderQuery } from './render-query'

const uid = z.string().refine(isUid, 'is not a UID')
const text = z.string().max(1024).optional()
const whole = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'takes a whole number from 1')
    .transform(Number)
    .refine((value) => value <= most, `is more than ${most}`)
    .optional()

/** The parameters of WADO-URI (PS3.18 9.1.2). Others are the business of nobody and are ignored. */
export const wadoUriQuery = z.object({
  requestType: z.literal('WADO', 'is WADO here'),
  studyUID: uid,
  seriesUID: uid,
  objectUID: uid,
  contentType: text,
  charset: text,
  anonymize: text,
  transferSyntax: uid.optional(),
  annotation: text,
  frameNumber: whole(999_999_999),
  rows: whole(8192),
  columns: whole(8192),
  region: text,
  windowCenter: text,
  windowWidth: text,
  imageQuality: text,
  presentationUID: text,
  presentationSeriesUID: text,
})

export type WadoUriQuery = z.output<typeof wadoUriQuery>

/** What of the query is about the picture, in the terms of a rendered resource. @throws AppError invalid */
export function renderQueryOfUri(
  query: WadoUriQuery,
  { Rows, Columns }: { Rows: number | null; Columns: number | null },
): RenderQuery {
  const { windowCenter, windowWidth, imageQuality, annotation, rows, columns } = query
  if ((windowCenter === undefined) !== (windowWidth === undefined))
    throw new AppError('invalid', 'windowCenter and windowWidth go together.')
  return {
    ...renderQuery({
      ...(windowCenter === undefined ? {} : { window: `${windowCenter},${windowWidth}` }),
      ...(imageQuality === undefined ? {} : { quality: imageQuality }),
      ...(annotation === undefined ? {} : { annotation }),
    }),
    ...(rows === undefined ? {} : { height: rows }),
    ...(columns === undefined ? {} : { width: columns }),
    ...regionOf(query.region, { Rows: Rows ?? 1, Columns: Columns ?? 1 }),
  }
}

/** xmin,ymin,xmax,ymax in parts of the image, 0 to 1 (PS3.18 9.1.2.2.9). */
function regionOf(
  region: string | undefined,
  { Rows, Columns }: { Rows: number; Columns: number },
): Pick<RenderQuery, 'region'> {
  if (region === undefined) return {}
  const parts = region.split(',').map((part) => (/^\s*(\d+\.?\d*|\.\d+)\s*$/.test(part) ? Number(part) : NaN))
  const [left = NaN, top = NaN, right = NaN, bottom = NaN] = parts
  if (
    parts.length !== 4 ||
    !(left >= 0 && right <= 1 && left < right && top >= 0 && bottom <= 1 && top < bottom)
  ) {
    throw new AppError(
      'invalid',
      'region takes xmin,ymin,xmax,ymax from 0 to 1, as in region=0.25,0.25,0.75,0.75.',
    )
  }
  return {
    region: {
      x: Math.floor(left * Columns),
      y: Math.floor(top * Rows),
      width: Math.max(1, Math.round((right - left) * Columns)),
      height: Math.max(1, Math.round((bottom - top) * Rows)),
    },
  }
}
