import type { Redis } from 'ioredis'
import { NotWritten } from '../../errors.ts'
import { explainFailedWrite } from './write-failure.ts'

interface MasterWriteOptions {
  readonly writer: Redis
  readonly isThere: () => boolean
  readonly problems: () => readonly string[]
  /** Resolves once the replicas that must confirm have all that was written since `started`. */
  readonly confirm: (started: number) => Promise<void>
}

/** Runs a script on the master. With `confirm`, replicas confirm what it wrote. Throws {@link NotWritten} or {@link MaybeWritten}. */
export type MasterWrite = <Reply>(
  work: (writer: Redis) => Promise<Reply>,
  options?: { readonly confirm?: boolean },
) => Promise<Reply>

export function createMasterWrite({ writer, isThere, problems, confirm }: MasterWriteOptions): MasterWrite {
  return async (work, { confirm: mustConfirm = false } = {}) => {
    if (writer.status !== 'ready' || !isThere())
      throw new NotWritten(problems().join('; ') || 'the Redis master cannot be reached')
    const started = performance.now()
    const reply = await work(writer).catch((error: unknown) => {
      throw explainFailedWrite(error)
    })
    if (mustConfirm && reply) await confirm(started)
    return reply
  }
}
