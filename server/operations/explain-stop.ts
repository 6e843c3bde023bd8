/** Names, since importing the classes would load modules that may not be needed. */
const SELF_EXPLAINING = [
  'BadConfiguration',
  'DataDirectoryInUse',
  'DataDirectoryUnusable',
  'BookUnreachable',
  'CannotCopy',
  'CannotRestore',
  'NotWritten',
  'MaybeWritten',
]

type SystemError = Error & {
  readonly code?: string
  readonly syscall?: string
  readonly port?: number
  readonly address?: string
  readonly hostname?: string
}

/** Returns a plain sentence if the owner can fix the cause, else the error with its stack. */
export function explainStop(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, code, syscall, port, address, hostname } = error as SystemError
  if (SELF_EXPLAINING.includes(name)) return message
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use by another program: choose another one in PORT or METRICS_PORT.`
    case 'EACCES':
      if (syscall !== 'listen') return `${message}.`
      return `${message}: set PORT and METRICS_PORT to ports that this user may open.`
    case 'EISDIR':
    case 'EROFS':
      return `${message}.`
    case 'EPIPE':
      return 'The program that reads the output ended before it had everything.'
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `There is no room on the disk: ${message}.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is "${hostname ?? address}", which is not an address of this machine: set it to one, or to :: for all.`
    default:
      return error
  }
}
