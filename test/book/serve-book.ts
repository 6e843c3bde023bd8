/*
 * A process that opens the SQLite book of a directory and adds entries until it is ended or a write fails:
 * node serve-book.ts <directory>. Prints each id when it is confirmed, and then the error as JSON.
 */
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'

const [directory = ''] = process.argv.slice(2)
const book = openSqliteBook({ directory, seedMessage: '' })
try {
  for (;;) {
    const { entry } = await book.append({ name: '', message: 'x'.repeat(1000) })
    console.log(entry.id)
  }
} catch (error) {
  const { total } = await book.page({ limit: 1 })
  const { name, message, cause } = error as Error
  const { writable } = book.health()
  console.log(JSON.stringify({ name, message, cause: String(cause), total, writable }))
}
