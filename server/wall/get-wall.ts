import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Feed } from '../book/feed/feed.ts'
import type { Language } from '../common/languages.ts'
import { WALL_PATH } from '../common/paths.ts'
import { bookAddress } from '../http/book-address.ts'
import { chosenLanguage } from '../http/chosen-language.ts'
import { queryOf } from '../http/query-of.ts'
import type { ContextOf } from '../pages/page-context.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import { wallTimes } from '../settings/wall-times.ts'
import { renderWall } from './wall-page.ts'
import { nextTurn, readPlace, type WallPlace, withoutNew } from './wall-place.ts'

interface WallOptions {
  readonly feed: Feed
  readonly settings: LiveSettings
  readonly contextOf: ContextOf
}

const RETRY_AFTER_SECONDS = 20

/** For a projector, so its language is that of the book or of `?lang=`, not of a browser. Without a script it loads itself again. */
export function getWall(app: FastifyInstance, path: string, { feed, settings, contextOf }: WallOptions): void {
  app.get(path, async (request, reply) => {
    const query = queryOf(request)
    const chosen = chosenLanguage(request)
    const language = chosen ?? settings.current.language ?? 'en'
    const { state } = feed
    const now = Date.now()
    const times = wallTimes(state?.settings ?? {}, state?.gate ?? { state: 'open' }, now)
    const turn = nextTurn(withoutNew(state?.entries ?? [], times.delay, now), readPlace(query))
    const view = {
      turn,
      total: state?.total,
      times,
      address: bookAddress(request, settings.current.publicUrl),
      next: wallPath(turn?.next ?? {}, chosen),
    }
    return unlisted(reply)
      .code(state === undefined ? 503 : 200)
      .headers(state === undefined ? { 'retry-after': RETRY_AFTER_SECONDS } : {})
      .send(renderWall(view, contextOf(language)))
  })
}

function unlisted(reply: FastifyReply): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })
}

function wallPath(place: WallPlace, language: Language | undefined): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ lang: language, ...place })) {
    if (value !== undefined) query.set(name, String(value))
  }
  return query.size === 0 ? WALL_PATH : `${WALL_PATH}?${query}`
}
