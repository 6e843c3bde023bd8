interface Items<Key> {
  readonly size: number
  keys(): Iterable<Key>
  delete(key: Key): boolean
}

/** Keeps a `Map` or `Set` bounded: call it after an addition. If there are more than `most`, deletes the one added first. */
export function dropOldest<Key>(items: Items<Key>, most: number): void {
  if (items.size <= most) return
  for (const oldest of items.keys()) {
    items.delete(oldest)
    return
  }
}
