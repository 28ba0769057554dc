/** Set by our own front for pages and sign-in; whatever a client sent under this name is overwritten. */
export const addressHeader = 'x-wetread-address'
