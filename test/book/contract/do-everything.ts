import type { Book } from '../../../server/book/book.ts'
import { done, hold, OWNER } from './moderating.ts'

const ADA = { author: 'ada', since: 0 }

/** Does to an empty book everything that the log of changes records. */
export async function doEverything(book: Book): Promise<void> {
  const { moderation } = book
  const post = async (message: string) => {
    const screening = { author: 'ada', print: message, holdAbove: 300 }
    return (await book.append({ message }, { screening })).entry.id
  }
  const [removed = '', marked = '', replaced = '', changed = '', taken = ''] = await Promise.all(
    ['removed', 'marked', 'replaced', 'changed', 'taken back'].map(post),
  )
  const kinds = ['hide', 'show', 'pin', 'unpin'] as const
  for (const kind of kinds) done(await moderation.mark(marked, { kind }, OWNER))
  done(await moderation.mark(marked, { kind: 'reply', text: 'Thank you' }, OWNER))
  done(await moderation.remove(removed, OWNER))
  await book.replace(replaced, { message: 'new' }, ADA)
  await book.replace(changed, { message: 'bad word' }, ADA, { screening: { hold: ['words'] } })
  await book.takeBack(taken, ADA)
  const held = await Promise.all(['publish', 'spam', 'refuse', 'removed'].map((message) => hold(book, message, ADA)))
  for (const [index, verdict] of (['publish', 'spam', 'refuse'] as const).entries())
    done((await moderation.decide([held[index] ?? ''], verdict, OWNER))[0])
  done(await moderation.remove(held[3] ?? '', OWNER, 'waiting'))
  await book.withdraw(await hold(book, 'withdrawn', ADA), 'ada')
  await moderation.setGate({ state: 'first' }, OWNER)
  await moderation.setSettings({ ownerName: 'Anna' }, OWNER)
}

/** Leaves somebody signed in, an unused code, and a wrong one that was tried. */
export async function signIn({ owners }: Book): Promise<void> {
  await owners.enter(await owners.invite({ name: 'Anna', role: 'owner' }), 'Firefox')
  await owners.enter('a wrong code', 'Firefox')
  await owners.invite({ name: 'Bob', role: 'moderator' })
}

/** Also leaves a key that nobody has used, and one that is wrong. */
export async function openTablets({ tablets }: Book): Promise<void> {
  await tablets.enter(await tablets.invite('The door'), 'Chrome')
  await tablets.enter('a wrong key', 'Chrome')
  await tablets.invite('The bar')
}
