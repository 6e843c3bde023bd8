import type { Entry } from '../../server/common/entry.ts'
import { splitText } from '../../server/common/text/split-text.ts'
import { FILLING_SIZE, SIZES } from '../../server/common/wall.ts'
import { EntryItems, find } from '../list/entry-item.ts'
import { dressItem } from '../list/item-look.ts'

/** As in web/wall/wall.css. */
const FADE_MS = 300

/** The most lines of an entry in one of the large sizes. */
const FEW_LINES = 3

/** By how many sizes an entry may become smaller to have room for its reply. */
const SIZES_FOR_REPLY = 2

/** A part of an entry that fits on the wall, or all of it. */
export interface Scene {
  readonly entry: Entry
  readonly text: string
  /** From 1. */
  readonly part: number
  readonly parts: number
}

/** Shows one entry, or nothing, as large as it fits. */
export class Stage {
  readonly #list: HTMLElement
  readonly #room: HTMLElement
  readonly #items: EntryItems
  readonly #motion = matchMedia('(prefers-reduced-motion: no-preference)')
  #fading: ReturnType<typeof setTimeout> | undefined
  #shown: Scene | undefined

  constructor(list: HTMLElement) {
    this.#list = list
    this.#room = list.parentElement ?? list
    this.#items = new EntryItems(list.dataset.item ?? '')
    // Nobody can click on a wall.
    this.#items.dress = (item, draft) => dressItem(item, draft, false)
  }

  start(): void {
    addEventListener('resize', () => this.#shown && this.#place(this.#shown))
  }

  /** The parts in which an entry fits on the wall. */
  scenesOf(entry: Entry): readonly Scene[] {
    const before = [...this.#list.childNodes]
    const { size = '0' } = this.#list.dataset
    const { className } = this.#list
    const item = this.#items.entry(entry)
    item.querySelector('.reply')?.remove()
    this.#list.replaceChildren(item)
    const message = find<HTMLElement>(item, '.message')
    const fits = (text: string) => {
      message.textContent = text
      return item.offsetHeight <= this.#room.clientHeight
    }
    const texts = this.#fit(item) ? [entry.message] : splitText(entry.message, fits)
    this.#list.replaceChildren(...before)
    this.#list.dataset.size = size
    this.#list.className = className
    return texts.map((text, index) => ({ entry, text, part: index + 1, parts: texts.length }))
  }

  /** Shows a scene in place of another: it fades in, or is cut to if it `isUrgent` or motion is not wanted. Undefined: nothing. */
  show(scene: Scene | undefined, isUrgent = false): void {
    clearTimeout(this.#fading)
    this.#shown = scene
    const isEmpty = this.#list.childElementCount === 0
    if (isUrgent || isEmpty || !this.#motion.matches) this.#swap(scene)
    else {
      this.#list.classList.add('leaving')
      this.#fading = setTimeout(() => this.#swap(scene), FADE_MS)
    }
  }

  #swap(scene: Scene | undefined): void {
    if (scene) this.#place(scene)
    else this.#list.replaceChildren()
    this.#list.classList.remove('leaving')
  }

  #place({ entry, text, part, parts }: Scene): void {
    const item = this.#items.entry(entry)
    find(item, '.message').textContent = text
    if (parts > 1) {
      const mark = Object.assign(document.createElement('span'), { className: 'part', textContent: `${part}/${parts}` })
      find(item, '.by').append(mark)
    }
    const reply = item.querySelector<HTMLElement>('.reply')
    if (part < parts) reply?.remove()
    if (reply) reply.hidden = true
    this.#list.replaceChildren(item)
    const hasRoom = this.#fit(item, parts > 1)
    if (!reply?.isConnected) return
    reply.hidden = false
    if (!hasRoom || !this.#fitReply(item)) reply.remove()
  }

  /**
   * Gives the list the largest size in which the item fits: of a part of an entry, always the smallest. A word is broken only if it fits in
   * no size. @returns whether the item fits
   */
  #fit(item: HTMLElement, isPart = false): boolean {
    return (
      this.#fitFrom(isPart ? SIZES - 1 : 0, item, false) || this.#fitFrom(isPart ? SIZES - 1 : FILLING_SIZE, item, true)
    )
  }

  #fitFrom(first: number, item: HTMLElement, breaksWords: boolean): boolean {
    this.#list.classList.toggle('breaking', breaksWords)
    for (let size = first; size < SIZES; size++) {
      this.#list.dataset.size = `${size}`
      if (this.#fits(item, size)) return true
    }
    return false
  }

  #fitReply(item: HTMLElement): boolean {
    const before = Number(this.#list.dataset.size)
    for (let size = before; size <= Math.min(before + SIZES_FOR_REPLY, SIZES - 1); size++) {
      this.#list.dataset.size = `${size}`
      if (item.offsetHeight <= this.#room.clientHeight) return true
    }
    this.#list.dataset.size = `${before}`
    return false
  }

  #fits(item: HTMLElement, size: number): boolean {
    const message = find<HTMLElement>(item, '.message')
    if (item.offsetHeight > this.#room.clientHeight) return false
    if (message.scrollWidth > message.clientWidth) return false
    const line = Number.parseFloat(getComputedStyle(message).lineHeight)
    return size >= FILLING_SIZE || Math.round(message.offsetHeight / line) <= FEW_LINES
  }
}
