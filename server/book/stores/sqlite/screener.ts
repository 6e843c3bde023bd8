import type { UnixTime } from '../../../common/unix-time.ts'
import { startOfDay } from '../../days.ts'
import { BookClosed, DrawerFull } from '../../errors.ts'
import { gateStateAt, nextOpening } from '../../gate.ts'
import { type Drawer, WAITING_LIMIT } from '../../moderation.ts'
import { PostCounter } from '../../post-counter.ts'
import type { Reason, Screening } from '../../screening.ts'
import type { Tables } from './tables/tables.ts'

interface Candidate {
  readonly screening: Screening
  readonly author: string | undefined
  /** True if it repeats the message of the entry that it replaces. */
  readonly keepsMessage: boolean
}

/** Where a post goes: without a drawer, it is published. */
interface Placement {
  readonly drawer?: Drawer | undefined
  readonly reasons: readonly Reason[]
}

/** Decides what becomes of a post by the gate and what is known about it. The caller provides the transactions. */
export class Screener {
  readonly #tables: Tables
  readonly #posts = new PostCounter()
  #sweptOn: number | undefined

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** Throws {@link BookClosed} or {@link DrawerFull}. `counted` collects what undoes the counts. */
  screen(post: Candidate, now: UnixTime, counted: (() => void)[]): Placement {
    const { book, drawers, prints } = this.#tables
    const { screening, keepsMessage } = post
    const gate = book.gate()
    const state = gateStateAt(gate, now)
    if (state === 'closed') throw new BookClosed(nextOpening(gate, now))

    if (screening.via === 'owner') return { reasons: [] }
    const { spam = [], hold = [], holdUntrusted = [], holdAbove = 0, print } = screening
    const reasons: Reason[] = [...hold]
    if (state === 'hold') reasons.push('gate')
    if ((state === 'first' || holdUntrusted.length > 0) && !this.#isTrusted(post.author)) {
      if (state === 'first') reasons.push('first')
      reasons.push(...holdUntrusted)
    }
    if (holdAbove > 0 && this.#isBusy(holdAbove, now, counted)) reasons.push('busy')
    if (print !== undefined && !keepsMessage && prints.has(print, now)) reasons.push('repeated')

    if (spam.length > 0) return { drawer: 'spam', reasons: spam }
    if (reasons.length === 0) return { reasons }
    if (drawers.count('waiting', now) >= WAITING_LIMIT) throw new DrawerFull(`${WAITING_LIMIT} entries wait already`)
    return { drawer: 'waiting', reasons }
  }

  /** Call it for each post that is not refused. */
  remember({ print }: Screening, now: UnixTime): void {
    if (print === undefined) return
    const { prints } = this.#tables
    prints.remember(print, now)
    if (this.#sweptOn === startOfDay(now)) return
    prints.forgetOlder(now)
    this.#sweptOn = startOfDay(now)
  }

  #isTrusted(author: string | undefined): boolean {
    return author !== undefined && this.#tables.trusted.has(author)
  }

  /** Counts the post unless there are too many already. */
  #isBusy(perMinute: number, now: UnixTime, counted: (() => void)[]): boolean {
    const all = [{ network: 'all', perMinute }]
    if (this.#posts.count(all, now)) return true
    counted.push(() => this.#posts.uncount(all, now))
    return false
  }
}
