/**
 * PS3.5 9.1: digits and dots, at most 64 characters. Leading zeros of a component are accepted, because real
 * scanners send them and nothing but uniqueness depends on them (conformance rule 2).
 */
export function isUid(value: string): boolean {
  return value.length <= 64 && /^[0-9]+(\.[0-9]+)*$/.test(value)
}
