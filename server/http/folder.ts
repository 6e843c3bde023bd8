import type { FastifyRequest } from 'fastify'

/**
 * The folder in which a proxy shows the book, without a trailing slash, by the page that the browser came from; empty if that is unknown.
 * @param isOwn false for a page of another site
 */
export function folderFrom(
  { headers }: Pick<FastifyRequest, 'headers'>,
  isOwn: (page: URL) => boolean = () => true,
): string {
  const page = URL.parse(headers.referer ?? '')
  if (page === null || !isOwn(page)) return ''
  const [, folder = ''] = INSIDE.exec(page.pathname) ?? FOLDER.exec(page.pathname) ?? []
  return folder
}

/** Pages of the book that have others below them. */
const INSIDE = /^(.*)\/(?:admin|entry|kiosk\/open)(?:\/.*)?$/

const FOLDER = /^(.*)\/[^/]*$/
