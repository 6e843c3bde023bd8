/** One command to the store for each request, and nothing else. */
export interface Store {
  /** The entries before an id, newest first. */
  range(before: string, count: number): Promise<readonly BareEntry[]>
  /** @returns its id */
  add(name: string, message: string): Promise<string>
}

export interface BareEntry {
  readonly id: string
  readonly name: string
  readonly message: string
  readonly createdAt: string
}

/** The store that the guestbook's variables name; undefined where they name none. Loads only what it needs. */
export async function availableStore(environment: NodeJS.ProcessEnv): Promise<Store | undefined> {
  const { REDIS_MASTER_URL: master, REDIS_REPLICA_URL: replica, DATA_DIR: directory } = environment
  if (master && replica) return (await import('./redis-store.ts')).redisStore(master, replica)
  if (directory) return (await import('./sqlite-store.ts')).sqliteStore(directory)
  return undefined
}
