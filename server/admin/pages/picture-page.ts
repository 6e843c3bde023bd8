import { html } from 'ghtml'
import { MOST_PIXELS, PICTURE_LIMIT_BYTES, type Picture, type PictureProblem } from '../../settings/picture.ts'
import { PICTURE_PAGE_PATH, REMOVE_PICTURE_PATH, SETTINGS_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAction, renderAdminPage, renderToken } from './layout.ts'

interface PictureView {
  readonly picture: Picture | undefined
  readonly problem?: PictureProblem | undefined
  readonly feedback?: 'saved' | 'removed' | undefined
}

export function renderPicturePage({ picture, problem, feedback }: PictureView, context: OwnerContext): string {
  const { words, owner, formats, assets } = context
  const { title, text, current, none, choose, save, remove, problems, ...done } = words.picture
  const kilobytes = formats.number(PICTURE_LIMIT_BYTES / 1024)
  const reason = problem && problems[problem]({ kilobytes, pixels: formats.number(MOST_PIXELS) })
  const mark = reason === undefined ? '' : html` aria-invalid="true" aria-describedby="picture-problem"`
  const body = html`<h1>${title}</h1>
<p class="how">${text(kilobytes)}</p>
!${picture === undefined ? html`<p>${none}</p>` : renderCurrent(picture, current)}
<form class="settings picture-form" method="post" enctype="multipart/form-data" action="${PICTURE_PAGE_PATH}" data-limit="${PICTURE_LIMIT_BYTES}">!${renderToken(owner)}
<div class="field"><label for="picture">${choose}</label>
!${reason === undefined ? '' : html`<p class="problem" id="picture-problem" role="alert">${reason}</p>`}<input id="picture" name="picture" type="file" accept="image/png,image/jpeg,image/webp" required!${mark}></div>
<button class="main">${save}</button>
</form>
!${picture === undefined ? '' : renderAction({ path: REMOVE_PICTURE_PATH, label: remove }, owner)}
<p class="turn"><a href="${SETTINGS_PATH}">${words.settings.title}</a></p>`
  const script =
    assets.pictureScript === undefined ? '' : html`<script type="module" src="${assets.pictureScript}"></script>`
  return renderAdminPage({ title, feedback: feedback && done[feedback], head: script, body }, context)
}

function renderCurrent({ path, width, height }: Picture, label: string): string {
  return html`<img class="current" src="${path}" width="${width}" height="${height}" alt="${label}">`
}
