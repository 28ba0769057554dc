import { Prisma } from '../../generated/client'

/**
 * Of `study s`: there is something to look at. A study whose images were deleted keeps its row for the sake of its
 * events and reports; one of which only a rejection note is left has nothing to read either.
 */
export const hasImages = Prisma.sql`s.number_of_study_related_instances > 0 and s.modalities_in_study <> '{KO}'::text[]`
