/**
 * Sent as `1` by a page with what it asks of itself while nobody touches it: polls, heartbeats, live lists read anew.
 * Such a request is answered, but is no sign of life of the person (sessions.ts).
 */
export const backgroundHeader = 'x-wetread-background'
