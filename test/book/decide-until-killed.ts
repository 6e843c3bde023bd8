/*
 * A process that decides the entries of a SQLite book, one after the other, until it is killed: node decide-until-killed.ts <directory>.
 * Prints the id of each once its verdict is confirmed.
 */
import { openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { waitingIds } from './contract/moderating.ts'

const [directory = ''] = process.argv.slice(2)
const book = openSqliteBookAlongside({ directory })
const verdicts = ['publish', 'refuse', 'spam'] as const
for (const [index, id] of (await waitingIds(book)).entries()) {
  const [outcome] = await book.moderation.decide([id], verdicts[index % verdicts.length] ?? 'publish', 'Anna')
  if (outcome?.kind === 'done') console.log(id)
}
await book.close()
