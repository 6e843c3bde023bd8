import { readFile } from 'node:fs/promises'

/** Linux counts in hundredths of a second here, on every architecture (USER_HZ; man 7 time). */
const TICKS_PER_SECOND = 100

/** The CPU time that a process has used, in seconds; undefined where the system has no /proc. */
export async function cpuSeconds(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : parseCpuSeconds(text)
}

/** The memory of a process that is in RAM, in bytes; undefined where the system has no /proc. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : parseResidentBytes(text)
}

/**
 * Reads utime and stime from /proc/<pid>/stat (man 5 proc_pid_stat): the 14th and 15th field, of which the 2nd, the command's
 * name in parentheses, may itself have blanks and parentheses.
 */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user, system] = [Number(fields[11]), Number(fields[12])]
  if (!Number.isFinite(user + system)) throw new Error(`expected a line of /proc/<pid>/stat, got "${stat}"`)
  return (user + system) / TICKS_PER_SECOND
}

/** Reads VmRSS from /proc/<pid>/status (man 5 proc_pid_status). */
export function parseResidentBytes(status: string): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  if (kibibytes === undefined) throw new Error('expected a line VmRSS in /proc/<pid>/status, got none')
  return Number(kibibytes) * 1024
}
