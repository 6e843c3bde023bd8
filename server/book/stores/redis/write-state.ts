import { explainRefusal, type Refused } from './explain-refusal.ts'
import type { Problems } from './problems.ts'
import { type Replication, replicasInStep } from './replication.ts'
import { isLasting } from './write-failure.ts'

/** What a replica has confirmed at least, in bytes, once it confirms at all: one that was just filled does so only after a while. */
const ANYTHING = 1

/**
 * Whether the master takes entries and its replicas confirm them: what the last writes came to, and what the master says of its
 * replicas. It recovers by itself, also where nobody writes. Why entries cannot be added is reported as a problem.
 */
export class WriteState {
  readonly #writeReplicas: number
  readonly #address: Refused
  readonly #problems: Problems
  /** The error with which Redis refused the last write, where it would refuse the next as well. */
  #refusal: string | undefined
  /** True where the master has fewer replicas in step than have to confirm an entry. */
  #lacksReplicas = false
  /** What replicas did not confirm in time: the master's offset after it, or that this has yet to be asked for. */
  #unconfirmed: number | 'not yet known' | undefined

  constructor(writeReplicas: number, { address, problems }: { address: Refused; problems: Problems }) {
    this.#writeReplicas = writeReplicas
    this.#address = address
    this.#problems = problems
  }

  get isRefused(): boolean {
    return this.#refusal !== undefined
  }

  /** False where an entry would be refused now, or could not be acknowledged. */
  get isPossible(): boolean {
    return !this.isRefused && !this.#isUnconfirmed
  }

  get #isUnconfirmed(): boolean {
    return this.#lacksReplicas || this.#unconfirmed !== undefined
  }

  accepted(): void {
    if (this.#refusal === undefined) return
    this.#refusal = undefined
    this.#report()
  }

  failed(error: unknown): void {
    if (!isLasting(error)) return
    this.#refusal = error.message
    this.#report()
  }

  confirmed(): void {
    if (!this.#isUnconfirmed) return
    this.#lacksReplicas = false
    this.#unconfirmed = undefined
    this.#report()
  }

  unconfirmed(): void {
    this.#unconfirmed = 'not yet known'
    this.#report()
  }

  /** To be called with what the master says of its replicas. */
  update(replication: Replication): void {
    if (this.#writeReplicas === 0) return
    this.#lacksReplicas = replicasInStep(replication, ANYTHING) < this.#writeReplicas
    if (this.#unconfirmed === 'not yet known') this.#unconfirmed = replication.offset
    if (this.#unconfirmed !== undefined && replicasInStep(replication, this.#unconfirmed) >= this.#writeReplicas)
      this.#unconfirmed = undefined
    this.#report()
  }

  /** To be called when the master cannot be reached any more: what it would say then is not known. */
  forget(): void {
    this.#refusal = undefined
    this.confirmed()
    this.#report()
  }

  #report(): void {
    const found = this.#refusal === undefined ? [] : [explainRefusal(this.#refusal, this.#address)]
    if (this.#isUnconfirmed) {
      found.push(
        `fewer replicas than WRITE_REPLICAS=${this.#writeReplicas} confirm entries: nothing is acknowledged until they do`,
      )
    }
    this.#problems.report('writes', found)
  }
}
