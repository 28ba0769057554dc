import { hashVersion, type SealedVersion } from './hash-version'

/**
 * Checks a study's versions, oldest first: each hash over its content, each link to the version before, no gap.
 * @returns the first version that does not fit, or null when the chain is whole
 */
export function verifyVersions(versions: readonly (SealedVersion & { hash: string })[]): number | null {
  let prevHash = ''
  for (const [index, version] of versions.entries()) {
    const fits =
      version.version === index + 1 && version.prevHash === prevHash && version.hash === hashVersion(version)
    if (!fits) return version.version
    prevHash = version.hash
  }
  return null
}
