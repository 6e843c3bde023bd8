import { Arrivals } from './arrivals.ts'
import { EntryItems } from './entry-item.ts'
import { EntryList } from './entry-list.ts'
import { Extent } from './extent.ts'
import { Folds } from './folds.ts'
import { Live } from './live.ts'
import { OlderEntries } from './older-entries.ts'
import { Status } from './status.ts'
import { Times } from './times.ts'
import { Updates } from './updates.ts'
import { readWords } from './words.ts'
import { Writing } from './writing-loader.ts'

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
  const onSigned = () => live.refresh()
  const writing = form && new Writing({ form, status, words, items, list: isNewest ? list : undefined, onSigned })
  const parts = [times, arrivals, writing, new Folds(element), new OlderEntries(list, words), live]
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
