export const roles = [
  'radiologist',
  'resident',
  'referrer',
  'department-head',
  'technologist',
  'administrator',
] as const

export type Role = (typeof roles)[number]

/** How the product names each role on screen. */
export const roleLabels = {
  radiologist: 'Radiologist',
  resident: 'Resident',
  referrer: 'Referring physician',
  'department-head': 'Head of department',
  technologist: 'Technologist',
  administrator: 'Administrator',
} satisfies Record<Role, string>
