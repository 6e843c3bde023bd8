import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify'
import plugin from 'fastify-plugin'
import { askedHost, canonicalHost } from './host.ts'
import { isProbe } from './probe-paths.ts'
import { HttpProblem } from './problem.ts'
import { ProxyWarnings } from './proxy-warnings.ts'
import { differingOrigin } from './same-origin.ts'

/** Answers 421 (RFC 9110, section 15.5.20) for a host other than PUBLIC_URL's, except to probes. Warns if a proxy seems to change it. */
export const hostCheck = plugin(async (app: FastifyInstance, { publicUrl }: { publicUrl: string | undefined }) => {
  const warnings = new ProxyWarnings()
  const warn: onRequestHookHandler = (request, _reply, done) => {
    const origin = differingOrigin(request)
    if (origin !== undefined) warnings.otherOrigin(request.log, { origin, host: askedHost(request) })
    done()
  }
  if (publicUrl === undefined) {
    app.addHook('onRoute', (route) => {
      if (route.method === 'POST') route.onRequest = [warn, ...[route.onRequest ?? []].flat()]
    })
    return
  }
  const isPublicHost = createHostMatch(publicUrl)
  app.addHook('onRequest', (request, _reply, done) => {
    // Probes use the address of a pod, a container or a machine.
    if (isPublicHost(request) || isProbe(request.routeOptions.url)) return done()
    warnings.otherHost(request.log, { host: askedHost(request), publicUrl })
    done(new HttpProblem(421, `This is not the address of this guestbook. Please use ${publicUrl} instead.`))
  })
})

/** HTTP/1.0 without a host means the only one there is (RFC 9112, section 3.3). */
function createHostMatch(publicUrl: string): (request: FastifyRequest) => boolean {
  const { protocol, host } = new URL(publicUrl)
  const expected = canonicalHost(host, protocol)
  return (request) => {
    const asked = askedHost(request)
    // For speed: browsers send the host in this form.
    return asked === undefined || asked === host || canonicalHost(asked, protocol) === expected
  }
}
