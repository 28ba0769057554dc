import { z } from 'zod'

/** NUL, which PostgreSQL text cannot hold, and halves of surrogate pairs, which UTF-8 cannot. */
const unstorable = /[\0\p{Surrogate}]/u

/** Text that a person typed: kept as typed, or refused, but never changed on the way to the database. */
export function plainText(max: number): z.ZodString {
  return z
    .string()
    .max(max, `at most ${max} characters`)
    .refine((text) => !unstorable.test(text), 'contains characters that are no text')
}
