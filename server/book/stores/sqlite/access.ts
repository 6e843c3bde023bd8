import type { UnixTime } from '../../../common/unix-time.ts'
import { NotWritten, Unreadable } from '../../errors.ts'
import { explainFailedRead, explainFailedWrite, isOutOfRoom } from './files/failures.ts'
import type { Store } from './files/store.ts'
import { read, write } from './files/transaction.ts'
import { writeFromReserve } from './files/write-from-reserve.ts'

/** How long writes count as refused after one was. */
const REFUSAL_LIFETIME_MS = 5000

interface AccessOptions {
  readonly store: Store
  readonly now: () => UnixTime
  readonly written: () => void
}

/** Runs transactions on a book's file and remembers whether they work. Reads throw {@link Unreadable}. */
export class Access {
  readonly #options: AccessOptions
  #refusedAt = Number.NEGATIVE_INFINITY
  /** When reads began to fail; undefined if the last one worked. */
  #unreadableSince: UnixTime | undefined

  constructor(options: AccessOptions) {
    this.#options = options
  }

  get isWritable(): boolean {
    return performance.now() - this.#refusedAt >= REFUSAL_LIFETIME_MS && this.#hasRoom
  }

  get isReadable(): boolean {
    return this.#unreadableSince === undefined
  }

  get lastContact(): UnixTime {
    return this.#unreadableSince ?? this.#options.now()
  }

  /** For what adds text: needs free space. Throws `NotWritten` or `MaybeWritten`. */
  writeWithRoom<Result>(work: () => Result): Result {
    const { store } = this.#options
    return this.#write(() => {
      store.room?.demand()
      return write(store.database, work)
    })
  }

  /** For what an owner must be able to do on a full disk: uses the reserve there. Throws `NotWritten` or `MaybeWritten`. */
  write<Result>(work: () => Result): Result {
    const { database, reserve } = this.#options.store
    try {
      return this.#write(() => write(database, work))
    } catch (error) {
      if (!isOutOfRoom(error)) throw error
      return this.#write(() => writeFromReserve(database, reserve, work))
    }
  }

  read<Result>(work: () => Result): Result {
    try {
      const result = read(this.#options.store.database, work)
      this.#unreadableSince = undefined
      return result
    } catch (error) {
      const explained = explainFailedRead(error)
      if (explained instanceof Unreadable) this.#unreadableSince ??= this.#options.now()
      throw explained
    }
  }

  get #hasRoom(): boolean {
    return this.#options.store.room?.isEnough !== false
  }

  #write<Result>(transaction: () => Result): Result {
    try {
      this.#options.store.check?.()
      const result = transaction()
      this.#options.written()
      this.#refusedAt = Number.NEGATIVE_INFINITY
      return result
    } catch (error) {
      const explained = explainFailedWrite(error)
      if (explained instanceof NotWritten && this.#hasRoom) this.#refusedAt = performance.now()
      throw explained
    }
  }
}
