import { readdir, readFile } from 'node:fs/promises'
import type { RedisTopology } from '../../test/support/redis.ts'

/** The CPU time of a process so far, in milliseconds; NaN without /proc. */
export async function cpuTime(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  // The first number of schedstat is the CPU time in nanoseconds; /proc/<pid>/stat counts hundredths of a second.
  const texts = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => 'NaN')),
  )
  return threads.length === 0 ? Number.NaN : sum(texts.map((text) => Number.parseInt(text, 10))) / 1e6
}

/** The resident memory of a process, in bytes; NaN without /proc. */
export async function residentBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1]) * 1024
}

/** The CPU time of a master and its replicas so far, in milliseconds, from INFO cpu. */
export async function redisCpuTime({ master, replicas }: RedisTopology): Promise<number> {
  const used = await Promise.all([master, ...replicas].map((node) => node.info('cpu')))
  return sum(used.map((cpu) => 1000 * (Number(cpu.used_cpu_user) + Number(cpu.used_cpu_sys))))
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
