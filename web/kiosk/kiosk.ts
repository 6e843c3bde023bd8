import { KIOSK_PATH } from '../../server/common/kiosk-paths.ts'
import { addressOf } from '../address.ts'
import { startAlone } from '../start-alone.ts'
import { makeRoomForKeyboard, preventMenus, stayAwake } from './tablet.ts'
import { Visits } from './visits.ts'

// The address of a chosen language would bring that language back.
if (location.search !== '') history.replaceState(null, '', addressOf(KIOSK_PATH))
document.querySelector('form')?.reset()

for (const part of [stayAwake, preventMenus, makeRoomForKeyboard]) startAlone({ start: part })
startAlone(new Visits(document.cloneNode(true) as Document))
