import type { Readable } from 'node:stream'
import { z } from 'zod'
import { discardFilm } from '@/lib/archive/film/discard-film'
import { fileFilm } from '@/lib/archive/film/file-film'
import { filmDetail, filmRecord, originalBytes } from '@/lib/archive/film/film-record'
import { filingIdentity } from '@/lib/archive/film/filing-identity'
import { filmSteps, filmTarget } from '@/lib/archive/film/film-steps'
import { listFilms } from '@/lib/archive/film/list-films'
import { filmPage, filmPreview, readFilmLabel } from '@/lib/archive/film/look-at-film'
import { matchFilm } from '@/lib/archive/film/match-film'
import { saveFilm } from '@/lib/archive/film/save-film'
import { maxFileBytes } from '@/lib/archive/film/decode/limits'
import { fileTooLarge, startFilm } from '@/lib/archive/film/start-film'
import { storage } from '@/lib/storage/storage'
import { defineRoute, type Route } from '../../route'
import { plainText } from '../plain-text'

const params = z.object({ filmId: z.uuid() })
const pageParams = z.object({ filmId: z.uuid(), page: z.coerce.number().int().min(1).max(500) })
const action = 'film:digitise'

/** A picture for the page that asked; small enough to travel in the answer. */
function asDataUrl(jpeg: Uint8Array): string {
  return `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`
}

const fileEndings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tif',
  'application/pdf': 'pdf',
}

/** Films on their way to DICOM: draft, steps, pictures of both, label, match, filing. */
export const filmRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    url: '/api/film',
    action,
    audit: 'coalesced',
    handle: async () => listFilms(),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/film',
    action,
    rawBody: true,
    audit: 'none', // startFilm audits, in the transaction of the draft
    handle: async ({ actor, request, reply }) => {
      if (Number(request.headers['content-length'] ?? 0) > maxFileBytes) throw fileTooLarge()
      const store = await storage()
      const staged = await store.stage(request.body as Readable)
      void reply.code(201)
      return startFilm({ actor, staged })
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/film/:filmId',
    action,
    audit: 'coalesced',
    params,
    handle: async ({ params: { filmId } }) => filmDetail(await filmRecord(filmId)),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/film/:filmId',
    action,
    audit: 'coalesced', // each move of a corner is a save; what counts is audited when it is filed
    params,
    body: z.strictObject({ revision: z.number().int(), steps: filmSteps }),
    handle: async ({ params: { filmId }, body }) => ({ revision: await saveFilm({ filmId, ...body }) }),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/film/:filmId',
    action,
    audit: 'none', // discardFilm audits, in its transaction
    params,
    handle: async ({ actor, params: { filmId } }) => {
      await discardFilm({ actor, filmId })
      return { discarded: true }
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/film/:filmId/pages/:page',
    action,
    audit: 'coalesced',
    params: pageParams,
    handle: async ({ params: which }) => {
      const { jpeg, corners } = await filmPage(which)
      return { picture: asDataUrl(jpeg), corners }
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/film/:filmId/preview',
    action,
    audit: 'coalesced',
    params,
    handle: async ({ params: which }) => {
      const { jpeg, ...preview } = await filmPreview(which)
      return { picture: asDataUrl(jpeg), ...preview }
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/film/:filmId/label',
    action,
    audit: 'coalesced', // reads, changes nothing
    params,
    handle: async ({ params: which }) => readFilmLabel(which),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/film/:filmId/matches',
    action,
    // In the body, because addresses end up in logs.
    body: z.strictObject({ q: plainText(200) }),
    params,
    handle: async ({ params: { filmId }, body }) => {
      await filmRecord(filmId)
      return matchFilm(body)
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/film/:filmId/identity',
    action,
    audit: 'coalesced', // reads, changes nothing
    params,
    body: z.strictObject({ target: filmTarget }),
    handle: async ({ params: { filmId }, body }) => filingIdentity({ filmId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/film/:filmId/file',
    action,
    audit: 'none', // fileFilm audits, with the study, which is known only then
    params,
    body: z.strictObject({ revision: z.number().int() }),
    handle: async ({ actor, params: { filmId }, body }) => fileFilm({ actor, filmId, ...body }),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/film/:filmId/original',
    action,
    audit: 'each',
    params,
    handle: async ({ params: { filmId }, reply }) => {
      const record = await filmRecord(filmId)
      const { mediaType } = record.row
      return reply
        .header('Content-Type', mediaType)
        .header('Content-Disposition', `attachment; filename="film.${fileEndings[mediaType] ?? 'bin'}"`)
        .send(Buffer.from(await originalBytes(record)))
    },
  }),
]
