/** Which methods each address answers, for the `Allow` header of a 405 (RFC 9110, section 10.2.1). */
export class AllowedMethods {
  readonly #routes: { readonly segments: readonly string[]; readonly methods: readonly string[] }[] = []

  /** Adds a route. In its pattern, `:name` matches any one segment. */
  add(pattern: string, methods: string | readonly string[]): void {
    this.#routes.push({ segments: pattern.split('/'), methods: [methods].flat() })
  }

  /** Includes OPTIONS, which is answered for the server as a whole. */
  all(): string[] {
    return [...new Set(['OPTIONS', ...this.#routes.flatMap(({ methods }) => methods)])].sort()
  }

  at(path: string): string[] {
    const segments = path.split('/')
    const matching = this.#routes.filter((route) => isMatch(route.segments, segments))
    return [...new Set(matching.flatMap(({ methods }) => methods))].sort()
  }
}

function isMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (part.startsWith(':') ? segments[index] !== '' : part === segments[index]))
  )
}
