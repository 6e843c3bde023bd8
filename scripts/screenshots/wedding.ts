import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import type { Draft } from '../../server/common/entry.ts'
import { formatStrokes, type Point } from '../../server/common/signature/strokes.ts'

const HOST = 'lena-and-jonas.example'

/** What the environment says of the book. */
export const WEDDING = { BOOK_TITLE: 'Lena & Jonas', PUBLIC_URL: `http://${HOST}` }

/** Lets a browser find the book under its address. */
export function hostRule(port: number): string {
  return `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${port}`
}

const SETTINGS = {
  intro: 'Write us something that we can read on our anniversary.',
  extra: 'How do you know us?',
  accent: 'plum',
  timeZone: 'Europe/Berlin',
  wallDelay: '0',
  wallSeconds: '300',
}

/** The evening, in the book's time zone: two hours before UTC. */
const EVENING = Date.UTC(2026, 5, 12, 16)

/** Minutes after it began; oldest first. */
const ENTRIES: readonly (readonly [number, Draft])[] = [
  [4, { name: 'Oma Grete', message: 'Seid gut zueinander. Das ist das ganze Geheimnis.', extra: 'Jonas’ Großmutter' }],
  [21, { name: 'Table 7', message: 'We came for the cake and stayed for the dancing.' }],
  [
    38,
    {
      name: 'Marie',
      message: 'Quel bonheur de vous voir si heureux. À Lyon, la porte vous est toujours ouverte !',
      extra: 'A year in Lyon',
      signature: scrawl([0.6, 0.3, 0.8, 0.35, 0.3]),
    },
  ],
  [55, { name: '健太', message: '末永くお幸せに。今度は京都で乾杯しましょう。', extra: 'Exchange student, 2015' }],
  [83, { name: 'The neighbours', message: '🎉🥂💃' }],
  [
    110,
    {
      name: 'Tom',
      message:
        'I lost the rings for eleven minutes this morning. Nobody noticed, and now it is in the book.\nDance until the band goes home!',
      extra: 'Best man',
      signature: scrawl([1, 0.3, 0.35, 0.3, 0.6, 0.25]),
    },
  ],
]

/** Writes the book of a wedding into an empty folder. */
export async function fillWedding(directory: string): Promise<void> {
  let time = EVENING
  const book = openSqliteBook({ directory, seedMessage: '', now: () => time })
  await book.moderation.setSettings(SETTINGS, 'Lena')
  for (const [minutes, draft] of ENTRIES) {
    time = EVENING + minutes * 60_000
    await book.append(draft)
  }
  await book.close()
}

/** A signature in one line: a loop for each letter, each with its height from 0 to 1. */
function scrawl(letters: readonly number[]): string {
  const [STEPS, WIDTH, BASE] = [14, 74, 180]
  const points = letters.flatMap((height, letter) =>
    Array.from({ length: STEPS }, (_, step): Point => {
      const turn = (2 * Math.PI * step) / STEPS
      const x = 40 + WIDTH * (letter + step / STEPS) + 26 * Math.sin(turn) + (1 - Math.cos(turn)) * 14 * height
      return [Math.round(x), Math.round(BASE - (1 - Math.cos(turn)) * 75 * height)]
    }),
  )
  return formatStrokes([points])
}
