import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import helmet from 'helmet'
import { IncomingMessage, ServerResponse } from '../performance/node-http.ts'

/**
 * Headers that keep the page to its own files and its text to being text. What would send the browser to HTTPS is left out
 * unless people use HTTPS: on plain HTTP under a real name, as a NodePort is, it would block the page's own style and script.
 * Where they do, `upgrade-insecure-requests` is left out all the same: all addresses in a page are relative, and an owner who has
 * set PUBLIC_URL before there was HTTPS would see a page without style that cannot be signed.
 */
export function createSecurityHeaders(publicUrl: string | undefined): SecurityHeaders {
  const isHttps = publicUrl?.startsWith('https:') ?? false
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
      },
    },
    // Of the owner's other names nothing is known.
    hsts: isHttps ? { includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    // With no-referrer, browsers would send `Origin: null` with the form.
    referrerPolicy: { policy: 'same-origin' },
    // Browsers heed these only on trustworthy origins, and warn about them elsewhere.
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
    crossOriginEmbedderPolicy: false,
  })
  return headersOf(setHeaders)
}

/** Puts them on every answer. */
export const securityHeaders = plugin(async (app: FastifyInstance, { headers }: { headers: SecurityHeaders }) => {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
})

export type SecurityHeaders = Readonly<Record<string, string>>

/** What helmet would set on every answer, found out once: these headers are the same for all. */
function headersOf(setHeaders: ReturnType<typeof helmet>): SecurityHeaders {
  const answer = new ServerResponse(new IncomingMessage(new Socket()))
  setHeaders(answer.req, answer, () => {})
  return answer.getHeaders() as SecurityHeaders
}
