import type { FastifyRequest } from 'fastify'

/**
 * The folder in which a proxy shows the book, by the page on which somebody pressed a button; empty if it is the host's root. `path` is what
 * follows the folder in that page's address.
 */
export function folderBefore(path: string, { headers }: Pick<FastifyRequest, 'headers'>): string {
  const page = URL.parse(headers.referer ?? '')?.pathname ?? ''
  const end = page.lastIndexOf(path)
  return end < 0 ? '' : page.slice(0, end)
}
