import { randomBytes } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IdempotencyKey } from '../book/book.ts'
import { NotWritten } from '../book/errors.ts'
import type { Feed } from '../book/feed/feed.ts'
import { type Draft, type Entry, wordsOf } from '../common/entry.ts'
import { KEY_LIFETIME_MS } from '../common/key-lifetime.ts'
import { THANKS_PATH } from '../common/kiosk-paths.ts'
import type { Language } from '../common/languages.ts'
import { chosenLanguage } from '../http/chosen-language.ts'
import { isForPeople } from '../http/error-handler.ts'
import { admitPost, describeFailedPost, type PostRules } from '../http/post-rules.ts'
import { HttpProblem } from '../http/problem.ts'
import { queryOf } from '../http/query-of.ts'
import { FORM_LIMIT } from '../limits/body-limit.ts'
import { closedView } from '../pages/closed.ts'
import { failForm } from '../routes/failed-form.ts'
import { checkForm, type PostedForm } from '../routes/posted-form.ts'
import type { AddEntry } from '../signing/add-entry.ts'
import { authorOf, isRandom, newSecret } from '../signing/author.ts'
import type { SendKioskPage } from './kiosk-answers.ts'
import { KioskProblem } from './kiosk-problem.ts'
import { renderRest, renderThanked, renderWriting } from './pages/kiosk-page.ts'

interface SignOnTabletOptions {
  readonly addEntry: AddEntry
  readonly feed: Feed
  readonly sendPage: SendKioskPage
  readonly rules: PostRules
}

const MOST_AT_REST = 6

export function getRest(app: FastifyInstance, path: string, { feed, sendPage }: SignOnTabletOptions): void {
  app.get(path, async (request, reply) => {
    const view = {
      entries: entriesAtRest(feed),
      position: feed.state?.position,
      closed: closedView(feed.state?.gate, Date.now()),
    }
    return sendPage(request, reply, (context) => renderRest(view, context))
  })
}

/** For tablets without a script, as is `getThanks`. */
export function getWriting(app: FastifyInstance, path: string, { sendPage }: SignOnTabletOptions): void {
  app.get(path, async (request, reply) =>
    sendPage(request, reply, (context) => renderWriting({ key: newFormKey() }, context)),
  )
}

export function getThanks(app: FastifyInstance, path: string, { sendPage }: SignOnTabletOptions): void {
  app.get(path, async (request, reply) => {
    const { waiting } = queryOf(request)
    return sendPage(request, reply, (context) => renderThanked({ isWaiting: waiting !== undefined }, context))
  })
}

/** Each form that is shown has a key: sending it twice adds one entry, and the next visitor's form is another. */
export function postWriting(app: FastifyInstance, path: string, options: SignOnTabletOptions): void {
  const { addEntry, rules } = options
  app.post<{ Body: PostedForm | undefined }>(
    path,
    {
      bodyLimit: FORM_LIMIT,
      onRequest: async (request) => admitPost(request, rules, true),
      errorHandler: (error, request, reply) => answerFailure(error, request, reply, options),
    },
    async (request, reply) => {
      const { form, key } = checkForm(request.body)
      if (!isRandom(key)) {
        throw new HttpProblem(400, 'the field "key" must be 32 hexadecimal digits', {
          reasons: [{ kind: 'malformed' }],
        })
      }
      const { tablet } = request
      if (tablet === null) throw new NotWritten('the master, which knows the tablets, is away')
      const { state } = await addEntry(form, {
        address: rules.countedAs?.(request) ?? '',
        // Strangers share the tablet, so nobody becomes known by what another wrote.
        author: authorOf(newSecret(key)),
        keysOf: (draft) => ({ key: keyOf(tablet.id, key, draft) }),
        via: 'kiosk',
      })
      const isWaiting = state === 'waiting'
      if (!isForPeople(request)) return reply.code(isWaiting ? 202 : 201).send({ state })
      return reply.redirect(thanksPath(isWaiting, chosenLanguage(request)), 303)
    },
  )
}

function answerFailure(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  { rules, sendPage }: SignOnTabletOptions,
): FastifyReply {
  if (error instanceof KioskProblem) throw error
  if (!isForPeople(request)) throw describeFailedPost(request, error, rules)
  const { form: typed, reasons: problems } = failForm(error, request, reply, rules)
  const key = (request.body as PostedForm | undefined)?.key
  const form = { key: isRandom(key) ? key : newFormKey(), typed, problems }
  return sendPage(request, reply, (context) => renderWriting(form, context))
}

/** Words corrected after a failure are another entry, though the form is the same. */
function keyOf(tablet: string, form: string, draft: Draft): IdempotencyKey {
  return { value: `kiosk:${tablet}:${form}:${JSON.stringify(wordsOf(draft))}`, lifetime: KEY_LIFETIME_MS }
}

/** Like those of the script. */
function newFormKey(): string {
  return randomBytes(16).toString('hex')
}

function thanksPath(isWaiting: boolean, lang: Language | undefined): string {
  const query = new URLSearchParams({ ...(isWaiting && { waiting: '' }), ...(lang && { lang }) })
  return query.size === 0 ? THANKS_PATH : `${THANKS_PATH}?${query}`
}

function entriesAtRest({ pinned, state }: Feed): readonly Entry[] {
  return pinned.length > 0 ? pinned : (state?.entries.slice(0, MOST_AT_REST) ?? [])
}
