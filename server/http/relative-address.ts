import type { FastifyReply } from 'fastify'
import { pathOf } from './path-of.ts'

// Code writes addresses of this site as paths from its root, such as "/admin". Answers have relative ones, so that the book also works below
// a path that it does not know, as behind a proxy.

/** No address of this site has more, and hardly any mistyped one. All are written into every link of a page. */
const MOST_LEVELS = 16

/** The way from an address to the root: "./" from "/", "../../" from "/entry/5-0". */
export function rootFrom(request: { readonly url: string }): string {
  const depth = Math.min(pathOf(request).split('/').length - 2, MOST_LEVELS)
  return depth > 0 ? '../'.repeat(depth) : './'
}

/** Makes a path relative, by the way to the root. Leaves any other address as it is. */
export function relativeAddress(address: string, root: string): string {
  return isPath(address) ? root + address.slice(1) : address
}

/** The way to the root from an address without a folder, as that of all cached pages. */
export const TOP = './'

/** Makes all paths in the attributes of an HTML or Atom document relative. Text is safe, since its quotation marks are escaped. */
export function relativeAddresses(document: string, root: string): string {
  return document.replace(ADDRESSES, `=$1${root}`)
}

/** True if the answer is a document with addresses in attributes. */
export function isDocument(reply: FastifyReply): boolean {
  return /html|xml/.test(String(reply.getHeader('content-type') ?? ''))
}

/** An attribute up to the first slash of its path. `//` would begin with a host. Looking for the name last takes half the time. */
const ADDRESSES = /=("?)\/(?!\/)(?<= (?:href|src|action|formaction|data-script|data-style)="\/| content="\d+; url=\/)/g

function isPath(address: string): boolean {
  return address.startsWith('/') && !address.startsWith('//')
}
