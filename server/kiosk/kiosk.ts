import type { FastifyInstance } from 'fastify'
import type { AppParts } from '../app-parts.ts'
import { KIOSK_PATH, OPEN_PATH, THANKS_PATH, WRITE_PATH } from '../common/kiosk-paths.ts'
import { acceptForms, KIOSK_FORM } from '../routes/posted-form.ts'
import type { AddEntry } from '../signing/add-entry.ts'
import type { PostLimits } from '../signing/post-limits.ts'
import { createKioskAnswers, keepApart } from './kiosk-answers.ts'
import { createKioskCookie } from './kiosk-cookie.ts'
import { getOpen, postOpen } from './open-tablet.ts'
import { getRest, getThanks, getWriting, postWriting } from './sign-on-tablet.ts'
import { countedAs, tabletGuard } from './tablet-guard.ts'

interface KioskOptions {
  readonly addEntry: AddEntry
  readonly limits: PostLimits
}

/** Adds the pages of tablets that strangers share. Only the page of a link is for tablets that are not open. */
export async function addKiosk(
  app: FastifyInstance,
  parts: AppParts,
  { addEntry, limits }: KioskOptions,
): Promise<void> {
  const { book, feed, settings, contextOf, refusals, configuration } = parts
  const { publicUrl } = configuration
  const { tablets } = book
  const cookie = createKioskCookie(publicUrl)
  const sendPage = createKioskAnswers({ settings, contextOf })

  await app.register(async (kiosk) => {
    keepApart(kiosk, sendPage)
    await acceptForms(kiosk, KIOSK_FORM)

    const opening = { tablets, cookie, sendPage, publicUrl, refusals }
    getOpen(kiosk, `${OPEN_PATH}/:key`, opening)
    postOpen(kiosk, `${OPEN_PATH}/:key`, opening)

    await kiosk.register(async (opened) => {
      await opened.register(tabletGuard, { tablets, cookie, publicUrl })
      const signing = { addEntry, feed, sendPage, rules: { limits, publicUrl, countedAs } }
      getRest(opened, KIOSK_PATH, signing)
      getWriting(opened, WRITE_PATH, signing)
      postWriting(opened, WRITE_PATH, signing)
      getThanks(opened, THANKS_PATH, signing)
    })
  })
}
