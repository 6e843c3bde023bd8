import type { FastifyReply } from 'fastify'

/** Takes back the cookies that this answer would set, unless `isKept` says otherwise of their name. */
export function keepCookies(reply: FastifyReply, isKept: (name: string) => boolean): void {
  const cookies = [reply.getHeader('set-cookie') ?? []].flat().map(String)
  const kept = cookies.filter((cookie) => isKept(cookie.slice(0, cookie.indexOf('='))))
  if (kept.length === cookies.length) return
  reply.removeHeader('set-cookie')
  for (const cookie of kept) reply.header('set-cookie', cookie)
}
