import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { isProbe } from '../operations/probes.ts'
import { askedHost, canonicalHost } from './host.ts'
import { HttpProblem } from './problem.ts'
import { ProxyWarnings } from './proxy-warnings.ts'
import { differingOrigin } from './same-origin.ts'

/**
 * Answers 421 (RFC 9110, section 15.5.20) to whoever asks for another host than that of PUBLIC_URL, apart from probes. Without
 * PUBLIC_URL every host will do. Either way the owner is warned where a proxy seems to change the host.
 */
export const hostCheck = plugin(async (app: FastifyInstance, { publicUrl }: { publicUrl: string | undefined }) => {
  const warnings = new ProxyWarnings()
  if (publicUrl === undefined) {
    app.addHook('onRequest', (request, _reply, done) => {
      const origin = differingOrigin(request)
      if (origin !== undefined) warnings.otherOrigin(request.log, { origin, host: askedHost(request) })
      done()
    })
    return
  }
  const isPublicHost = createHostMatch(publicUrl)
  app.addHook('onRequest', (request, _reply, done) => {
    // Probes ask by an address of the pod, the container or the machine.
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
    // The first comparison is for speed: browsers send the host in this form.
    return asked === undefined || asked === host || canonicalHost(asked, protocol) === expected
  }
}
