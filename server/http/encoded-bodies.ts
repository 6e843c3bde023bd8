import { EncodedBody } from './encoded-body.ts'

/**
 * Keeps the bodies that were made of what was read, for each of a few variants, as long as that itself is kept by whoever reads it. There
 * is nothing to invalidate: what has changed is read anew, and is another object.
 */
export class EncodedBodies<Variant> {
  readonly #bodies = new WeakMap<object, Map<Variant, EncodedBody>>()

  /** The body of this variant, rendered now where there is none. */
  get(source: object, variant: Variant, render: () => string): EncodedBody {
    const known = this.#bodies.get(source)
    const variants = known ?? new Map<Variant, EncodedBody>()
    if (!known) this.#bodies.set(source, variants)
    const body = variants.get(variant) ?? new EncodedBody(render())
    variants.set(variant, body)
    return body
  }
}
