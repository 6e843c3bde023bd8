import { KIOSK_PATH } from '../../server/common/kiosk-paths.ts'
import { addressOf } from '../address.ts'
import { Awake } from '../awake.ts'
import { startAlone } from '../start-alone.ts'
import { makeRoomForKeyboard, preventMenus } from './tablet.ts'
import { Visits } from './visits.ts'

// The address of a chosen language would bring that language back.
if (location.search !== '') history.replaceState(null, '', addressOf(KIOSK_PATH))
document.querySelector('form')?.reset()

const page = document.cloneNode(true) as Document
for (const start of [preventMenus, makeRoomForKeyboard]) startAlone({ start })
for (const part of [new Awake(), new Visits(page)]) startAlone(part)
