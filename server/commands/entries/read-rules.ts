import type { Snapshot } from '../../book/book.ts'
import { Unreadable } from '../../book/errors.ts'
import type { BookBeside } from '../book-beside.ts'

/** Reads who may sign and what is set; unlike `Moderation.rules`, also from a replica while the master is away. */
export function readRules({ book, reach }: BookBeside): Promise<Pick<Snapshot, 'gate' | 'settings'>> {
  return reach(async () => {
    const end = new AbortController()
    const late = AbortSignal.timeout(1000)
    try {
      for await (const step of book.follow(AbortSignal.any([end.signal, late])))
        if (step.kind === 'snapshot') return step
    } finally {
      end.abort()
    }
    throw new Unreadable('no node answers')
  })
}
