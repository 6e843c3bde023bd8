import type { WallScriptText, WallTimes } from '../../server/common/wall.ts'
import { Awake } from '../awake.ts'
import { Live } from '../following/live.ts'
import { startAlone } from '../start-alone.ts'
import { Count } from './count.ts'
import { Help } from './help.ts'
import { listenToKeys } from './keys.ts'
import { hideIdlePointer } from './pointer.ts'
import { Programme } from './programme.ts'
import { Renewal } from './renewal.ts'
import { Ring } from './ring.ts'
import { Stage } from './stage.ts'
import { WallBook } from './wall-book.ts'

const list = document.querySelector<HTMLElement>('.wall')
const panel = document.querySelector<HTMLElement>('aside')

if (list && panel) start(list, panel)

function start(list: HTMLElement, panel: HTMLElement): void {
  const { body } = document
  const text = JSON.parse(body.dataset.text ?? '') as WallScriptText
  // The times change with the owner's settings.
  const times = () => JSON.parse(body.dataset.times ?? '') as WallTimes
  const ring = new Ring()
  const stage = new Stage(list)
  const programme = new Programme(ring, stage, () => times().seconds)
  const count = new Count(text)
  const renewal = new Renewal(() => count.show())
  const book = new WallBook({
    ring,
    programme,
    delay: () => times().delay,
    first: list.querySelector('li')?.id,
    onTotal: (total, newest) => count.set(total, newest?.createdAt),
    onAnswered: () => void renewal.renew(),
  })
  const help = new Help(panel)
  const paused = document.querySelector('.paused')
  listenToKeys({
    toggle: () => {
      programme.togglePause()
      if (paused) paused.textContent = programme.isPaused ? text.paused : ''
    },
    next: () => programme.next(),
    previous: () => programme.previous(),
    help: () => help.toggle(),
  })
  hideIdlePointer()
  help.show()
  const live = new Live(book, { yields: false })
  for (const part of [stage, count, live, renewal, new Awake((isAwake) => help.warnOfSleep(isAwake))]) startAlone(part)
}
