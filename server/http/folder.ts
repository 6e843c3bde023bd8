import type { FastifyRequest } from 'fastify'

/**
 * The folder in which a proxy shows the book, without a trailing slash. Only the page that the browser came from tells it; empty if that is
 * unknown.
 */
export function folderFrom({ headers }: Pick<FastifyRequest, 'headers'>): string {
  const { pathname } = URL.parse(headers.referer ?? '') ?? { pathname: '' }
  const [, folder = ''] = INSIDE.exec(pathname) ?? FOLDER.exec(pathname) ?? []
  return folder
}

const INSIDE = /^(.*)\/(?:admin|entry|kiosk\/open)(?:\/.*)?$/

const FOLDER = /^(.*)\/[^/]*$/
