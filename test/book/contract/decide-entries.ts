/*
 * A process of its own that decides entries: node decide-entries.ts sqlite <directory> <verdict> <ids>, or
 * node decide-entries.ts redis <location as JSON> <verdict> <ids>, with commas between the ids. Prints the outcomes as JSON.
 */
import type { Verdict } from '../../../server/book/moderation.ts'
import { openBook } from './open-book.ts'

const [kind, where, verdict, ids = ''] = process.argv.slice(2)
const book = await openBook(kind, where)
const outcomes = await book.moderation.decide(ids.split(','), verdict as Verdict, `process ${process.pid}`)
await book.close()
console.log(JSON.stringify(outcomes))
