import { createServer } from 'node:net'
import { CannotStart } from './cannot-start'

export interface PortWish {
  /** What will listen there, for the message: "web pages", "DICOM". */
  use: string
  host: string
  port: number
  /** The setting that chooses another. */
  setting: string
}

/**
 * Makes sure that a port can be listened on.
 * @returns the port; a free one where 0 was wished
 * @throws CannotStart in one sentence that says what to do
 */
export async function claimPort(wish: PortWish): Promise<number> {
  try {
    return await tryPort(wish)
  } catch (error) {
    throw new CannotStart(portSentence(wish, error instanceof Error && 'code' in error ? error.code : ''))
  }
}

export function portSentence({ use, host, port, setting }: PortWish, code: unknown): string {
  const another = `choose another with ${setting}`
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host}, wanted for ${use}, is in use by another program: stop that program or ${another}.`
    case 'EACCES':
      return `This user may not listen on port ${port}, wanted for ${use}: ${another}, above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `The address ${host}, wanted for ${use}, does not belong to this machine.`
    default:
      return `Port ${port} on ${host}, wanted for ${use}, cannot be used (${String(code)}): ${another}.`
  }
}

function tryPort({ host, port }: PortWish): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : port))
    })
  })
}
