/** How many variants are kept: a page may have 100 KB of text, and what is made of it is kept with it. */
const VARIANTS = 8

/**
 * Keeps the last value made for each of a few variants, as long as the state that it was made from is the same. There is
 * nothing to invalidate: a state that has changed has another name.
 */
export class StateCache<Variant, Value> {
  readonly #values = new Map<Variant, { readonly state: string | number; readonly value: Value }>()

  /**
   * The value for this variant and state, made now where there is none. The variant that was made longest ago makes room. Of a
   * state without a name (undefined) nothing is kept.
   */
  get(variant: Variant, state: string | number | undefined, make: () => Value): Value {
    if (state === undefined) return make()
    const known = this.#values.get(variant)
    if (known?.state === state) return known.value
    const value = make()
    this.#values.delete(variant)
    this.#values.set(variant, { state, value })
    const [oldest] = this.#values.keys()
    if (this.#values.size > VARIANTS && oldest !== undefined) this.#values.delete(oldest)
    return value
  }
}
