import { spawnSync } from 'node:child_process'
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { redisVersion } from '../servers/redis.ts'

export type Machine = ReturnType<typeof describeMachine>

export function describeMachine() {
  return {
    processor: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}, ${arch()}`,
    node: process.version,
    redis: redisVersion() ?? 'none',
    commit: git('describe', '--always', '--exclude=*', '--dirty=, with changes'),
  }
}

function git(...args: string[]): string {
  const { status, stdout } = spawnSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : 'unknown'
}
