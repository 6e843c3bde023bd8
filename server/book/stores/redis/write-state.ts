import { explainRefusal, type Refused } from './nodes/explain-refusal.ts'
import type { Problems } from './nodes/problems.ts'
import { type Replication, replicasInStep } from './nodes/replication.ts'
import { isLasting } from './write-failure.ts'

/** In bytes. A replica that was just filled confirms nothing for a while. */
const ANYTHING = 1

/** Whether the master accepts entries and its replicas confirm them. It also recovers without writes. */
export class WriteState {
  readonly #writeReplicas: number
  readonly #address: Refused
  readonly #problems: Problems
  #refusal: string | undefined
  #lacksReplicas = false
  /** The master's offset after an unconfirmed write, or that it is still to be asked. */
  #unconfirmed: number | 'not yet known' | undefined

  constructor(writeReplicas: number, { address, problems }: { address: Refused; problems: Problems }) {
    this.#writeReplicas = writeReplicas
    this.#address = address
    this.#problems = problems
  }

  get asksReplicas(): boolean {
    return this.#writeReplicas > 0
  }

  get isRefused(): boolean {
    return this.#refusal !== undefined
  }

  /** False if an entry would be refused now or could not be confirmed. */
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

  update(replication: Replication): void {
    if (this.#writeReplicas === 0) return
    this.#lacksReplicas = replicasInStep(replication, ANYTHING) < this.#writeReplicas
    if (this.#unconfirmed === 'not yet known') this.#unconfirmed = replication.offset
    if (this.#unconfirmed !== undefined && replicasInStep(replication, this.#unconfirmed) >= this.#writeReplicas)
      this.#unconfirmed = undefined
    this.#report()
  }

  forget(): void {
    this.#refusal = undefined
    this.confirmed()
    this.#report()
  }

  #report(): void {
    const found = this.#refusal === undefined ? [] : [explainRefusal(this.#refusal, this.#address)]
    if (this.#isUnconfirmed) {
      found.push(
        `fewer replicas than WRITE_REPLICAS=${this.#writeReplicas} confirm entries: no entry is confirmed until they do`,
      )
    }
    this.#problems.report('writes', found)
  }
}
