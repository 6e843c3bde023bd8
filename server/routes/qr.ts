import type { FastifyInstance } from 'fastify'
import { bookAddress } from '../http/book-address.ts'
import { EncodedBody } from '../http/encoded-body.ts'
import { bookQrSvg } from '../pages/qr-code.ts'
import { memoize } from '../performance/memoize.ts'

/** PUBLIC_URL rarely changes. */
const FOR_ALL = 'public, max-age=3600'

/** Without PUBLIC_URL, the answer holds the address of its request, which no cache may give to others. */
const FOR_ONE = 'private, no-cache'

export function getQr(app: FastifyInstance, path: string, { publicUrl }: { publicUrl: string | undefined }): void {
  const bodyFor = memoize((url) => new EncodedBody(bookQrSvg(url)))
  app.get(path, (request, reply) => {
    const body = bodyFor(bookAddress(request, publicUrl))
    reply
      .type('image/svg+xml')
      .headers({ 'cache-control': publicUrl === undefined ? FOR_ONE : FOR_ALL, vary: 'Accept-Encoding' })
    return body.send(request, reply)
  })
}
