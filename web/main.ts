import { EntryItems } from './list/entry-item.ts'
import { EntryList } from './list/entry-list.ts'
import { Extent } from './list/extent.ts'
import { loadLater } from './load-later.ts'
import { DraftStore } from './signing/draft-store.ts'
import { Signing } from './signing/signing.ts'
import { WritingAids } from './signing/writing-aids.ts'
import { startAlone } from './start-alone.ts'
import { Status } from './status.ts'
import { Times } from './times.ts'
import { readWords } from './words.ts'

const form = document.querySelector<HTMLFormElement>('form#sign')
const line = document.querySelector('#sign .status')
const element = document.querySelector<HTMLUListElement>('ul.entries')
const heading = document.querySelector<HTMLElement>('#entries')

// An error page has none of these elements and needs no script. A closed book has no form.
if (line && element && heading) {
  const words = readWords(document)
  const status = new Status(line)
  const times = new Times(words)
  const items = new EntryItems(element.dataset.item ?? '')
  const list = new EntryList(element, heading, words, times, new Extent(new URLSearchParams(location.search)))
  // Only pages of older entries link back to the newest one.
  const isNewest = document.querySelector('.turn [rel=prev]') === null
  const following = loadLater<typeof import('./following/following.ts')>(element.dataset.script ?? '').then(
    ({ follow }) => follow({ form, list, items, status, words, times, isNewest }),
  )
  const writing = form && new WritingAids(form, status, words)
  const signing =
    writing &&
    new Signing({
      form,
      status,
      words,
      items,
      drafts: new DraftStore(),
      check: writing.check,
      list: isNewest ? list : undefined,
      onSigned: () => void following.then((live) => live.refresh()),
    })
  for (const part of [times, signing, writing]) startAlone(part)
}
