/** Answers while the process is alive. */
export const LIVENESS_PATH = '/livez'

/** Says whether the process can serve pages. */
export const READINESS_PATH = '/readyz'

/** True for a probe, which is answered at once and under any host. */
export function isProbe(path: string | undefined): boolean {
  return path === LIVENESS_PATH || path === READINESS_PATH
}
