/** Not every peer tells how far it is, and one may fetch a study from tape first: so long a retrieval may be silent. */
export const retrieveMs = 600_000
