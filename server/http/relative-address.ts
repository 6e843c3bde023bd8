import type { FastifyReply } from 'fastify'
import { pathOf } from './path-of.ts'

/*
 * Code writes addresses of this site as paths from its root, such as "/admin". What is sent is relative to the address that was asked for,
 * so that the book also works below a path that it does not know, as behind a proxy.
 */

/** No address of this site has more, and hardly any that people mistype. Each is written into every link of a page. */
const MOST_LEVELS = 16

/** The way from an address of this site to its root: "./" from "/", "../../" from "/entry/5-0". Not more than 16 levels up. */
export function rootFrom(request: { readonly url: string }): string {
  const depth = Math.min(pathOf(request).split('/').length - 2, MOST_LEVELS)
  return depth > 0 ? '../'.repeat(depth) : './'
}

/** Makes a path relative to where `root` leads from. Leaves any other address as it is. */
export function relativeAddress(address: string, root: string): string {
  return isPath(address) ? root + address.slice(1) : address
}

/** Where `root` leads from an address without a folder, such as those of pages that are kept for all readers. */
export const TOP = './'

/** Makes all paths in the attributes of an HTML or Atom document relative. Text is safe, since its quotation marks are escaped. */
export function relativeAddresses(document: string, root: string): string {
  return document.replace(ADDRESSES, `=$1${root}`)
}

/** True if the answer is a document with addresses in attributes. */
export function isDocument(reply: FastifyReply): boolean {
  return /html|xml/.test(String(reply.getHeader('content-type') ?? ''))
}

/**
 * The start of each attribute that holds a path, with the path's first slash. `//` would begin with a host. The name is looked for last, which
 * takes half the time.
 */
const ADDRESSES = /=("?)\/(?!\/)(?<= (?:href|src|action|formaction|data-script|data-style)="\/| content="\d+; url=\/)/g

function isPath(address: string): boolean {
  return address.startsWith('/') && !address.startsWith('//')
}
