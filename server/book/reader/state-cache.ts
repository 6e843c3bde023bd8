import { dropOldest } from '../../common/drop-oldest.ts'

/** Each may hold a page with 100 KB of text. */
const VARIANTS = 8

/** Caches a value for each of a few variants while its state stays the same. */
export class StateCache<Variant, Value> {
  readonly #values = new Map<Variant, { readonly state: string | number; readonly value: Value }>()

  /** Returns the cached value for this variant and state, or makes it. A state of undefined is never cached. */
  get(variant: Variant, state: string | number | undefined, make: () => Value): Value {
    if (state === undefined) return make()
    const known = this.#values.get(variant)
    if (known?.state === state) return known.value
    const value = make()
    this.#values.delete(variant)
    this.#values.set(variant, { state, value })
    dropOldest(this.#values, VARIANTS)
    return value
  }
}
