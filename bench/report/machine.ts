import { spawnSync } from 'node:child_process'
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { redisVersion } from '../processes/redis.ts'

/** What the figures were measured on and of. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memory: string
  readonly system: string
  readonly node: string
  readonly redis: string
  /** The commit that was measured, and whether the checkout had changes beyond it. */
  readonly commit: string
}

/** Asks the operating system, Redis and git. */
export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}, ${arch()}`,
    node: process.version,
    redis: redisVersion() ?? 'none',
    commit: commit(),
  }
}

function commit(): string {
  const head = git('rev-parse', '--short', 'HEAD')
  if (head === undefined) return 'unknown'
  const changed = git('status', '--porcelain', '--untracked-files=no', 'server', 'web', 'package-lock.json')
  return changed ? `${head}, with changes` : head
}

function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
