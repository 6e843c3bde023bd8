export const LIVENESS_PATH = '/livez'

export const READINESS_PATH = '/readyz'

/** Probes are answered at once and under any host. */
export function isProbe(path: string | undefined): boolean {
  return path === LIVENESS_PATH || path === READINESS_PATH
}
