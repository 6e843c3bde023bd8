import { type BookSource, type BookTarget, CannotCopy, type Counts } from './content.ts'

/** How often a copy starts over because its source changed. */
const ATTEMPTS = 5

interface Copied {
  readonly counts: Counts
  readonly kept: string | undefined
}

interface CopyParts {
  readonly openSource: () => Promise<BookSource>
  readonly openTarget: () => Promise<BookTarget>
}

/** Copies a whole book, or nothing. Throws {@link CannotCopy}. */
export async function copyContent(parts: CopyParts): Promise<Copied> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const copied = await tryOnce(parts).catch(explain)
    if (copied) return copied
  }
  throw new CannotCopy(
    'The book changed while it was read, several times over. Stop the guestbook, or the people who keep it, and try again.',
  )
}

/** Undefined if the source changed meanwhile. */
async function tryOnce({ openSource, openTarget }: CopyParts): Promise<Copied | undefined> {
  const source = await openSource()
  try {
    const target = await openTarget()
    try {
      const { head } = source
      for await (const part of source.entries()) await target.addEntries(part)
      for await (const part of source.held()) await target.addHeld(part)
      for await (const part of source.changes()) await target.addChanges(part)
      await target.addHead(head)
      if (await source.isConsistent()) {
        const counts = await target.count()
        compare(head.counts, counts)
        return { counts, kept: await target.finish() }
      }
    } catch (error) {
      await target.abandon().catch(() => {})
      throw error
    }
    await target.abandon()
    return undefined
  } finally {
    source.close()
  }
}

/** ioredis' errors have no class of their own for a connection that was lost. */
function explain(error: unknown): never {
  const { name, message } = error as Error
  if (name === 'ReplyError' || /^(Connection is closed|Command timed out)/.test(message))
    throw new CannotCopy(`Redis failed: ${message}`, { cause: error })
  throw error
}

function compare(expected: Counts, found: Counts): void {
  for (const name of Object.keys(expected) as (keyof Counts)[]) {
    if (expected[name] === found[name]) continue
    throw new CannotCopy(
      `The copy is not complete: it has ${found[name]} in "${name}", expected ${expected[name]}. Nothing was changed.`,
    )
  }
}
