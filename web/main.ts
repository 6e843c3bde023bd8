import { Arrivals } from './arrivals.ts'
import { DraftStore } from './draft-store.ts'
import { EntryItems } from './entry-item.ts'
import { EntryList } from './entry-list.ts'
import { Extent } from './extent.ts'
import { Folds } from './folds.ts'
import { Live } from './live.ts'
import { OlderEntries } from './older-entries.ts'
import { Signing } from './signing.ts'
import { Status } from './status.ts'
import { Times } from './times.ts'
import { Updates } from './updates.ts'
import { readWords } from './words.ts'
import { WritingAids } from './writing-aids.ts'

const form = document.querySelector<HTMLFormElement>('form#sign')
const line = document.querySelector('#sign .status')
const element = document.querySelector<HTMLOListElement>('ol.entries')
const heading = document.querySelector<HTMLElement>('#entries')
const template = document.querySelector<HTMLTemplateElement>('#entry-template')

// An error page has none of these elements and needs no script. A closed book has no form.
if (line && element && heading && template) {
  const words = readWords(document)
  const status = new Status(line)
  const times = new Times(words)
  const items = new EntryItems(template)
  const list = new EntryList(element, heading, words, times, new Extent(new URLSearchParams(location.search)))
  // Only pages of older entries link back to the newest one.
  const isNewest = document.querySelector('.turn [rel=prev]') === null
  const arrivals = isNewest ? new Arrivals(list, words) : undefined
  const live = new Live(new Updates(list, items, arrivals), status, words)
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
      onSigned: () => live.refresh(),
    })
  const parts = [times, arrivals, signing, writing, new Folds(element), new OlderEntries(list, words), live]
  for (const part of parts) startAlone(part)
}

/** If one part fails, its elements stay as the server sent them, and the other parts still start. */
function startAlone(part: { start(): void } | null | undefined): void {
  try {
    part?.start()
  } catch (error) {
    console.error(error)
  }
}
