import type { Entry } from '../../server/common/entry.ts'
import { showTime } from '../../server/common/wall.ts'
import type { Ring } from './ring.ts'
import type { Scene, Stage } from './stage.ts'

/** For new entries. Of more, the older ones come with the others. */
const QUEUE_SIZE = 20

const HISTORY_SIZE = 50

interface Current {
  readonly scenes: readonly Scene[]
  readonly index: number
  /** It is shown for the first time, and nothing takes its time. */
  readonly isNew: boolean
}

/** Decides what the wall shows, and how long: new entries first, then those of the ring. */
export class Programme {
  readonly #ring: Ring
  readonly #stage: Stage
  readonly #secondsEach: () => number
  #queue: Entry[] = []
  #history: string[] = []
  #current: Current | undefined
  #isPaused = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ring: Ring, stage: Stage, secondsEach: () => number) {
    this.#ring = ring
    this.#stage = stage
    this.#secondsEach = secondsEach
  }

  get isPaused(): boolean {
    return this.#isPaused
  }

  /** Begins with an entry of the ring. Does nothing if something is shown already. */
  start(id?: string): void {
    if (this.#current) return
    const entry = (id === undefined ? undefined : this.#ring.get(id)) ?? this.#ring.next()
    if (!entry) return
    this.#show(entry, { isUrgent: true })
    this.#wait()
  }

  /** Shows a new entry next: at once, unless another new one has its time or the wall is paused. */
  announce(entry: Entry): void {
    this.#ring.put(entry)
    this.#queue = [...this.#queue, entry].slice(-QUEUE_SIZE)
    if (!this.#current || (!this.#current.isNew && !this.#isPaused)) this.#advance()
  }

  /** Takes an entry off the wall at once. */
  drop(id: string): void {
    this.#ring.delete(id)
    this.#queue = this.#queue.filter((entry) => entry.id !== id)
    this.#history = this.#history.filter((shown) => shown !== id)
    if (this.#currentId === id) this.#advance({ isUrgent: true })
  }

  /** The next part of the entry, or the next entry. */
  next(): void {
    const { scenes = [], index = 0, isNew = false } = this.#current ?? {}
    if (index + 1 < scenes.length) {
      this.#present({ scenes, index: index + 1, isNew })
      this.#wait()
    } else this.#advance()
  }

  previous(): void {
    const [current, ...before] = this.#history.filter((id) => this.#ring.get(id))
    const entry = this.#ring.get(before[0] ?? '')
    if (current === undefined || !entry) return
    this.#history = before.slice(1)
    this.#show(entry)
    this.#wait()
  }

  togglePause(): void {
    this.#isPaused = !this.#isPaused
    this.#wait()
  }

  get #currentId(): string | undefined {
    return this.#current?.scenes[0]?.entry.id
  }

  #advance({ isUrgent = false } = {}): void {
    const fresh = this.#queue.shift()
    const entry = fresh ?? this.#ring.next(this.#currentId)
    if (!entry) {
      this.#current = undefined
      this.#stage.show(undefined, true)
    } else if (entry.id !== this.#currentId || this.#current?.scenes.length !== 1) {
      this.#show(entry, { isUrgent, isNew: fresh !== undefined })
    } else {
      this.#current = { ...this.#current, isNew: false }
    }
    this.#wait()
  }

  #show(entry: Entry, { isUrgent = false, isNew = false } = {}): void {
    this.#ring.noteShown(entry.id)
    this.#history = [entry.id, ...this.#history].slice(0, HISTORY_SIZE)
    this.#present({ scenes: this.#stage.scenesOf(entry), index: 0, isNew }, isUrgent)
  }

  #present(current: Current, isUrgent = false): void {
    this.#current = current
    this.#stage.show(current.scenes[current.index], isUrgent)
  }

  #wait(): void {
    clearTimeout(this.#timer)
    const scene = this.#current?.scenes[this.#current.index]
    if (this.#isPaused || !scene) return
    this.#timer = setTimeout(() => this.next(), showTime(this.#secondsEach(), scene.text) * 1000)
  }
}
