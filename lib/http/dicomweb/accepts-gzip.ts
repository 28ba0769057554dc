/** Whether a client takes gzip (RFC 9110 12.5.3); what it does not name it does not take. */
export function acceptsGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .toLowerCase()
    .split(',')
    .some((coding) => /^\s*(gzip|x-gzip)\s*(;\s*q=(?!0(\.0*)?\s*$)[\d.]+)?\s*$/.test(coding))
}
