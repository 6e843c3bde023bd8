import type { Logger } from 'pino'

/** The book explains this better: ioredis warns for each connection if INFO is forbidden. */
const EXPLAINED = /^Skipping the ready check/

/** Makes a `console.warn` that logs each text once: ioredis prints the same for every connection. */
export function logWarningsOnce(log: Logger): (text: unknown) => void {
  const logged = new Set<string>()
  return (text) => {
    const reason = String(text)
    if (logged.has(reason) || EXPLAINED.test(reason)) return
    logged.add(reason)
    log.warn({ reason }, 'a warning of a package')
  }
}
