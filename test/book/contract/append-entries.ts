/*
 * A process of its own that adds entries to a book: node append-entries.ts sqlite <directory> <count>, or
 * node append-entries.ts redis <location as JSON> <count>. Prints the entries' ids as JSON.
 */
import { openBook } from './open-book.ts'

const [kind, where, count] = process.argv.slice(2)
const book = await openBook(kind, where)
const drafts = Array.from({ length: Number(count) }, (_, index) => ({
  name: `process ${process.pid}`,
  message: `message ${index}`,
}))
const appended = await Promise.all(drafts.map((draft) => book.append(draft)))
await book.close()
console.log(JSON.stringify(appended.map(({ entry }) => entry.id)))
