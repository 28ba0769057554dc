/** The environment of a Wetread that a test starts: its own folder and ports, nothing of the developer's. */
export function startEnv({
  dataDir,
  port,
  dicomPort,
}: {
  dataDir: string
  port: number
  dicomPort: number
}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: undefined,
    NEXTAUTH_URL: undefined,
    NEXTAUTH_SECRET: undefined,
    WETREAD_PUBLIC_URL: undefined,
    WETREAD_DICOM_HOST: undefined,
    WETREAD_DATA: dataDir,
    WETREAD_HOST: '127.0.0.1',
    WETREAD_PORT: String(port),
    WETREAD_DICOM_PORT: String(dicomPort),
  }
}
