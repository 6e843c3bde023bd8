import type { Reason } from '../../server/book/screening.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'

/** What the environment says of the book. */
export const LAKE = {
  BOOK_TITLE: 'The house by the lake',
  BOOK_INTRO: 'Thank you for staying with us. Leave a few words before you go: we read them all winter.',
}

export const LAKE_IN_CHINESE = {
  BOOK_TITLE: '湖边小屋',
  BOOK_INTRO: '谢谢你来小住。走之前写几句话吧，冬天里我们会慢慢读。',
}

const MINUTE = 1
const HOUR = 60
const DAY = 24 * HOUR

/** Age in minutes, name and message; oldest first. */
const ENTRIES: readonly (readonly [number, string, string])[] = [
  [4 * DAY, 'A winter guest', 'First footprints in the snow this morning, all the way up to the gate.'],
  [3 * DAY + 8 * HOUR, 'Zwei vom Wanderverein', 'Der Weg war steil, der Kuchen war besser.'],
  [3 * DAY + 2 * HOUR, 'Vieras', 'Kiitos! Sauna oli täydellinen.'],
  [3 * DAY, '', 'Found a grandfather’s name in the book of 1961. Still smiling.'],
  [2 * DAY + 5 * HOUR, '旅の者', '静かな庭で、時間を忘れて過ごしました。\nまた来ます。'],
  [2 * DAY, 'Una familia', 'Vinimos por una noche y nos quedamos tres.'],
  [9 * HOUR, '', '🌿🌧️☕'],
  [7 * HOUR, 'Une lectrice', 'Le jardin sous la pluie, un livre, un chat endormi. Que demander de plus ?'],
  [3 * HOUR, 'ضيفة', 'شكرًا على الضيافة الجميلة والقصص التي لا تنتهي.'],
  [48 * MINUTE, '一位朋友', '第一次来就喜欢上了这里。窗边的位置、热茶，还有那只猫，都让人舍不得走。'],
  [
    12 * MINUTE,
    'Two from the north',
    'We came for the light and stayed for the soup.\nThank you for the blankets on the terrace!',
  ],
]

/** Entries that wait, with the reasons. */
const WAITING: readonly (readonly [number, string, string, readonly Reason[]])[] = [
  [26 * HOUR, 'Marta', 'We wrote about our week here: https://marta.example/lake', ['link']],
  [5 * HOUR, '', 'Such a lovely place, such a lovely place!', ['repeated']],
  [18 * MINUTE, 'おじいさん', '孫と釣りをしました。大きな魚は逃げましたが、よい一日でした。', ['first']],
]

/** Writes the book of an inn into an empty folder. */
export async function fillLake(directory: string): Promise<void> {
  let time = 0
  const book = openSqliteBook({ directory, seedMessage: '', now: () => time })
  for (const [minutesAgo, name, message] of ENTRIES) {
    time = Date.now() - minutesAgo * 60_000
    await book.append({ name, message })
  }
  for (const [minutesAgo, name, message, hold] of WAITING) {
    time = Date.now() - minutesAgo * 60_000
    await book.append({ name, message }, { screening: { hold } })
  }
  time = Date.now() - 5 * 60_000
  const { moderation } = book
  const [, answered] = (await book.page({ limit: 2 })).entries
  await moderation.setSettings({ ownerName: 'Anna' }, 'Anna')
  await moderation.mark(answered?.id ?? '', { kind: 'reply', text: '猫说它也想你。下次再来！' }, 'Anna')
  await book.close()
}
