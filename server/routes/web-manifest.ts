import type { FastifyInstance } from 'fastify'
import type { Assets } from '../assets.ts'
import { direction } from '../common/languages.ts'
import { CATALOGUES } from '../languages/catalogues.ts'
import { titleIn } from '../settings/book-settings.ts'
import type { LiveSettings } from '../settings/live-settings.ts'

/** As in `web/theme.css`. */
const PAPER = '#faf7f1'

/** For home screens: https://www.w3.org/TR/appmanifest/. In the book's own language, since browsers ask without cookies. */
export function getWebManifest(
  app: FastifyInstance,
  path: string,
  { settings, assets }: { readonly settings: LiveSettings; readonly assets: Assets },
): void {
  app.get(path, { schema: { hide: true } }, (_request, reply) => {
    const { language = 'en' } = settings.current
    const manifest = {
      name: titleIn(settings.current, language) ?? CATALOGUES[language].title,
      lang: language,
      dir: direction(language),
      // Relative to the manifest, wherever the book is.
      start_url: './',
      scope: './',
      // Some pages have no way back of their own.
      display: 'minimal-ui',
      background_color: PAPER,
      theme_color: PAPER,
      icons: iconsOf(assets),
    }
    return reply
      .type('application/manifest+json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(JSON.stringify(manifest))
  })
}

function iconsOf({ icon, icon192, icon512, maskableIcon }: Assets) {
  const png = (path: string | undefined, size: number, purpose = 'any') =>
    path === undefined ? [] : [{ src: `.${path}`, sizes: `${size}x${size}`, type: 'image/png', purpose }]
  return [
    { src: `.${icon}`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    ...png(icon192, 192),
    ...png(icon512, 512),
    ...png(maskableIcon, 512, 'maskable'),
  ]
}
