/** "Doe, Jane" as DICOM writes it, "Doe^Jane"; what has a caret already, and other scripts, stay as they are. */
export function personNameOf(typed: string): string {
  const name = typed.trim().replace(/\s+/g, ' ')
  if (name.includes('^') || name.includes('=')) return name
  const [family = '', ...given] = name.split(',').map((part) => part.trim())
  return given.length === 0 ? family : `${family}^${given.join(' ')}`
}
