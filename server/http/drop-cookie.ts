import type { FastifyReply } from 'fastify'

/** Takes back a cookie that this answer would set, so that another value can be set: browsers need not accept two of one name. */
export function dropCookie(reply: FastifyReply, name: string): void {
  const cookies = [reply.getHeader('set-cookie') ?? []].flat().map(String)
  const kept = cookies.filter((cookie) => !cookie.startsWith(`${name}=`))
  if (kept.length === cookies.length) return
  reply.removeHeader('set-cookie')
  for (const cookie of kept) reply.header('set-cookie', cookie)
}
