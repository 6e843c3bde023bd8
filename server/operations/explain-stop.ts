/** Errors of our own whose messages say what to do, by their names: to load their classes would be to load what may not be needed. */
const SELF_EXPLAINING = [
  'BadConfiguration',
  'DataDirectoryInUse',
  'DataDirectoryUnusable',
  'BookUnreachable',
  'NotWritten',
  'MaybeWritten',
]

/** What the system says of an address that cannot be listened on. */
type SystemError = Error & {
  readonly code?: string
  readonly port?: number
  readonly address?: string
  readonly hostname?: string
}

/**
 * What to tell the owner of an error that stopped a command: plain words for what they can mend, the error itself, with its stack, for
 * what nobody foresaw.
 */
export function explainStop(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, code, port, address, hostname } = error as SystemError
  if (SELF_EXPLAINING.includes(name)) return message
  switch (code) {
    case 'EADDRINUSE':
      return `Another program listens on port ${port} already: choose another by PORT or METRICS_PORT, whichever it is.`
    case 'EACCES':
      return `${message}: choose ports that this user may open, by PORT and METRICS_PORT.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is "${hostname ?? address}", which is no address of this machine: set it to one, or to 0.0.0.0 for all.`
    default:
      return error
  }
}
