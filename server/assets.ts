import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** By their names in the manifest. Pages work without these files. */
const OPTIONAL = {
  /** For home screens: 192 and 512 pixels wide, and one of 512 whose corners may be cut off. */
  icon192: 'icon-192',
  icon512: 'icon-512',
  maskableIcon: 'icon-maskable',
  /** For Apple's home screens. */
  touchIcon: 'touch-icon',
  /** A picture of {@link PREVIEW_SIZE}, shown where a message links to the book. */
  preview: 'preview',
  script: 'script',
  /** For visitors who begin to write. The script loads it. */
  writing: 'writing',
  /** Follows the book. The script loads it after the first view. */
  following: 'following',
  /** For pages with the visitor's own entries. */
  ownStyle: 'own-style',
  ownScript: 'own-script',
  signatureStyle: 'signature-style',
  signatureScript: 'signature-script',
  looksStyle: 'looks-style',
  topologyStyle: 'topology-style',
  topologyScript: 'topology-script',
  wallStyle: 'wall-style',
  wallScript: 'wall-script',
  printStyle: 'print-style',
  printScript: 'print-script',
  kioskStyle: 'kiosk-style',
  kioskScript: 'kiosk-script',
  adminScript: 'admin-script',
  pictureScript: 'picture-script',
} as const

/** Paths of the pages' files. They change with their content. */
export type Assets = Readonly<Record<'style' | 'icon' | 'adminStyle', string>> &
  Readonly<Partial<Record<keyof typeof OPTIONAL, string | undefined>>>

export const ASSETS_PATH = '/assets/'

/** In pixels. */
export const PREVIEW_SIZE = { width: 1200, height: 630 } as const

export const MANIFEST = 'manifest.json'

/** Reads what `npm run build` wrote into `directory`. Throws if the manifest is missing or incomplete. */
export function loadAssets(directory: string): Assets {
  const manifest = readManifest(join(directory, MANIFEST))
  const path = (name: string) => {
    const file = manifest[name]
    return typeof file === 'string' ? ASSETS_PATH + file : undefined
  }
  const [style, icon, adminStyle] = ['style', 'icon', 'admin-style'].map(path)
  if (style === undefined || icon === undefined || adminStyle === undefined) {
    throw new Error(`expected manifest.json in ${directory} to name two styles and an icon; run \`npm run build\``)
  }
  const optional = Object.entries(OPTIONAL).map(([asset, name]) => [asset, path(name)])
  return { ...Object.fromEntries(optional), style, icon, adminStyle }
}

function readManifest(path: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(readFileSync(path, 'utf8')) }
  } catch (cause) {
    throw new Error(`expected the manifest of the built pages at ${path}; run \`npm run build\` first`, { cause })
  }
}
