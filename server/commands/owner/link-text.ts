import { renderUnicodeCompact } from 'uqr'
import { enterLink } from '../../admin/enter-link.ts'
import type { Invitation } from '../../book/owners.ts'

interface LinkToPrint extends Invitation {
  readonly code: string
  /** The book's address, without a trailing slash. */
  readonly base: string
  /** True: the QR code is black on white, whatever the terminal's colours are. */
  readonly isTerminal: boolean
}

/** The link of a code, with its QR code. */
export function describeLink({ name, role, code, base, isTerminal }: LinkToPrint): string {
  const link = enterLink(base, code)
  const picture = renderUnicodeCompact(link, { border: 2 })
  const kind = role === 'owner' ? 'an owner' : 'a moderator'
  const lines = [
    `Sign in as ${name}, ${kind} of this guestbook. The link is good for 15 minutes and works once:`,
    '',
    `  ${link}`,
    '',
    isTerminal ? inBlackAndWhite(picture) : picture,
  ]
  if (URL.parse(base)?.hostname === 'localhost') {
    lines.push('', 'On another device, put the name or address of this machine in place of "localhost".')
  }
  return lines.join('\n')
}

/** Blocks are drawn white on black (https://en.wikipedia.org/wiki/ANSI_escape_code#8-bit): 231 is white, 16 is black. */
function inBlackAndWhite(picture: string): string {
  return picture.replaceAll(/^.+$/gm, '\u001b[38;5;231;48;5;16m$&\u001b[0m')
}

/** The address that works on the machine where the guestbook runs. */
export function localAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
