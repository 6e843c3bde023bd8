import { Socket } from 'node:net'
import helmet from 'helmet'
import { IncomingMessage, ServerResponse } from '../performance/node-http.ts'

/** Requires no HTTPS unless PUBLIC_URL has it, and never upgrades requests: on plain HTTP, pages would lose their style and script. */
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
    // The owner's other names may not have HTTPS.
    hsts: isHttps ? { includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    // With no-referrer, browsers would send `Origin: null` with the form.
    referrerPolicy: { policy: 'same-origin' },
    // Browsers ignore these on other origins and warn about them.
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
    crossOriginEmbedderPolicy: false,
    // For Internet Explorer 8, Flash and links to other sites. Every header costs each answer time and bytes.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xDnsPrefetchControl: false,
  })
  return headersOf(setHeaders)
}

export type SecurityHeaders = Readonly<Record<string, string>>

function headersOf(setHeaders: ReturnType<typeof helmet>): SecurityHeaders {
  const answer = new ServerResponse(new IncomingMessage(new Socket()))
  setHeaders(answer.req, answer, () => {})
  return answer.getHeaders() as SecurityHeaders
}
