import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Moderation } from '../../book/moderation.ts'
import { queryOf } from '../../http/query-of.ts'
import { readBodyStart } from '../../limits/body-start.ts'
import type { LiveSettings } from '../../settings/live-settings.ts'
import { checkPicture, formatPicture, PICTURE_LIMIT_BYTES, type PictureProblem } from '../../settings/picture.ts'
import type { Answers } from '../answers.ts'
import { renderPicturePage } from '../pages/picture-page.ts'
import { PICTURE_PAGE_PATH } from '../paths.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The file in the form; null on other routes. */
    picture: Buffer | null
  }
}

interface PictureOptions {
  readonly moderation: Moderation
  readonly answers: Answers
  readonly settings: LiveSettings
}

/** What a form holds besides its file. */
const FRAME_BYTES = 16 * 1024

export function getPicturePage(app: FastifyInstance, path: string, { answers, settings }: PictureOptions): void {
  app.get(path, async (request, reply) => {
    const { done } = queryOf(request)
    const feedback = done === 'saved' || done === 'removed' ? done : undefined
    return answers.page(request, reply, (context) =>
      renderPicturePage({ picture: settings.current.picture, feedback }, context),
    )
  })
}

export async function postPicture(app: FastifyInstance, path: string, options: PictureOptions): Promise<void> {
  const { moderation, answers, settings } = options
  await app.register(async (form) => {
    form.decorateRequest('picture', null)
    form.addContentTypeParser('multipart/form-data', readPictureForm)
    form.post(path, async (request, reply) => {
      const picture = checkPicture(request.picture ?? Buffer.alloc(0))
      if (typeof picture !== 'string') {
        await moderation.setSettings({ picture: formatPicture(picture) }, request.owner.name)
        return reply.redirect(`${PICTURE_PAGE_PATH}?done=saved`, 303)
      }
      return answers.page(request, reply.code(422), (context) =>
        renderPicturePage({ picture: settings.current.picture, problem: picture }, context),
      )
    })
    form.setErrorHandler((error, request, reply) => {
      if (!(error instanceof UnusableForm)) throw error
      const view = { picture: settings.current.picture, problem: error.problem }
      return answers.page(request, reply.code(422), (context) => renderPicturePage(view, context))
    })
  })
}

export function postRemovePicture(app: FastifyInstance, path: string, { moderation }: PictureOptions): void {
  app.post(path, async (request, reply) => {
    await moderation.setSettings({ picture: undefined }, request.owner.name)
    return reply.redirect(`${PICTURE_PAGE_PATH}?done=removed`, 303)
  })
}

/** Thrown before the form's token is known, so its handler may change nothing. */
class UnusableForm extends Error {
  readonly problem: PictureProblem
  constructor(problem: PictureProblem, cause?: unknown) {
    super(problem, { cause })
    this.problem = problem
  }
}

async function readPictureForm(request: FastifyRequest, payload: Readable): Promise<URLSearchParams> {
  const most = PICTURE_LIMIT_BYTES + FRAME_BYTES
  const { bytes, size } = await readBodyStart(payload, most)
  if (size > most) throw new UnusableForm('too-large')
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const fields = new URLSearchParams()
  try {
    for (const [name, value] of await new Response(new Uint8Array(bytes), { headers }).formData()) {
      if (typeof value === 'string') fields.append(name, value)
      else if (name === 'picture') request.picture = Buffer.from(await value.arrayBuffer())
    }
  } catch (error) {
    throw new UnusableForm('none', error)
  }
  return fields
}
