import { expect, test } from 'vitest'
import { entrySize } from '../../server/book/reader/entry-size.ts'
import { draftOf, entryOf } from '../../server/common/entry.ts'
import { ENTRY_FIELDS } from '../../server/common/entry-fields.ts'
import { renderEntry } from '../../server/pages/entry-item.ts'
import { createPageContext } from '../../server/pages/page-context.ts'

const ASSETS = { script: '/s.js', style: '/s.css', icon: '/i.svg' }

test.each([
  ['letters', 'a'.repeat(1000)],
  ['what is escaped', `&<>"'\``.repeat(150)],
  ['Chinese', '书'.repeat(1000)],
  ['emoji', '👩‍👩‍👧‍👦'.repeat(300)],
  ['nothing', ''],
])('the size of an entry of %s is what a page writes at most, and not much more', (_what, message) => {
  const draft = draftOf((field) => message.slice(0, ENTRY_FIELDS[field].limit))
  const plain = entryOf('1732312345678-0', draft, '2026-01-01T00:00:00.000Z')
  const reply = { text: message, at: plain.createdAt }
  for (const entry of [plain, { ...plain, edited: true, pinned: true, reply } as const])
    for (const language of ['en', 'ar', 'zh-Hans'] as const) {
      const written = Buffer.byteLength(renderEntry(entry, createPageContext(language, {}, ASSETS as never)))
      expect(entrySize(entry)).toBeGreaterThanOrEqual(written)
      expect(entrySize(entry)).toBeLessThan(written * 1.5 + 300)
    }
})
