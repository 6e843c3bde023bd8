/** Answers as long as the process is alive. */
export const LIVENESS_PATH = '/livez'

/** Tells whether the process can serve pages. */
export const READINESS_PATH = '/readyz'

/** Whether a request for `path` comes from whoever watches the process. Probes are answered at once, and under any host. */
export function isProbe(path: string | undefined): boolean {
  return path === LIVENESS_PATH || path === READINESS_PATH
}
