import type { FastifyRequest } from 'fastify'

/** The proxy's folder for the book, by the page that the browser came from, without a trailing slash. `isOwn` knows this site's pages. */
export function folderFrom(
  { headers }: Pick<FastifyRequest, 'headers'>,
  isOwn: (page: URL) => boolean = () => true,
): string {
  const page = URL.parse(headers.referer ?? '')
  if (page === null || !isOwn(page)) return ''
  const [, folder = ''] = INSIDE.exec(page.pathname) ?? FOLDER.exec(page.pathname) ?? []
  return folder
}

const INSIDE = /^(.*)\/(?:admin|entry|kiosk\/open)(?:\/.*)?$/

const FOLDER = /^(.*)\/[^/]*$/
