import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of the page's files on this site. They change with their content. */
export interface Assets {
  readonly style: string
  readonly icon: string
  /** For a home screen: 192 and 512 pixels wide, and one of 512 whose corners may be cut off. */
  readonly icon192?: string | undefined
  readonly icon512?: string | undefined
  readonly maskableIcon?: string | undefined
  /** For Apple's home screens. */
  readonly touchIcon?: string | undefined
  /** A picture of {@link PREVIEW_SIZE}, shown where a message links to the book. */
  readonly preview?: string | undefined
  /** Absent if there is no script; the page works without it. */
  readonly script?: string | undefined
  /** For visitors who begin to write. The script loads it. */
  readonly writing?: string | undefined
  /** Follows the book. The script loads it after the first view. */
  readonly following?: string | undefined
  /** For pages with the visitor's own entries. */
  readonly ownStyle?: string | undefined
  readonly ownScript?: string | undefined
  readonly signatureStyle?: string | undefined
  readonly signatureScript?: string | undefined
  readonly looksStyle?: string | undefined
  readonly topologyStyle?: string | undefined
  readonly topologyScript?: string | undefined
  readonly wallStyle?: string | undefined
  readonly wallScript?: string | undefined
  readonly printStyle?: string | undefined
  readonly printScript?: string | undefined
  readonly kioskStyle?: string | undefined
  readonly kioskScript?: string | undefined
  readonly adminStyle: string
  readonly adminScript?: string | undefined
  readonly pictureScript?: string | undefined
}

export const ASSETS_PATH = '/assets/'

/** In pixels. */
export const PREVIEW_SIZE = { width: 1200, height: 630 } as const

export const MANIFEST = 'manifest.json'

/** Reads which files `npm run build` wrote into `directory`. Throws if the manifest is missing or incomplete. */
export function loadAssets(directory: string): Assets {
  const { style, icon, script, writing, following, ...others } = readManifest(join(directory, MANIFEST))
  const adminStyle = others['admin-style']
  const optional = (name: unknown) => (typeof name === 'string' ? ASSETS_PATH + name : undefined)
  if (typeof style !== 'string' || typeof icon !== 'string' || typeof adminStyle !== 'string') {
    throw new Error(`expected manifest.json in ${directory} to name two styles and an icon; run \`npm run build\``)
  }
  return {
    style: ASSETS_PATH + style,
    icon: ASSETS_PATH + icon,
    icon192: optional(others['icon-192']),
    icon512: optional(others['icon-512']),
    maskableIcon: optional(others['icon-maskable']),
    touchIcon: optional(others['touch-icon']),
    preview: optional(others.preview),
    script: optional(script),
    following: optional(following),
    writing: optional(writing),
    ownStyle: optional(others['own-style']),
    ownScript: optional(others['own-script']),
    signatureStyle: optional(others['signature-style']),
    signatureScript: optional(others['signature-script']),
    looksStyle: optional(others['looks-style']),
    topologyStyle: optional(others['topology-style']),
    topologyScript: optional(others['topology-script']),
    wallStyle: optional(others['wall-style']),
    wallScript: optional(others['wall-script']),
    printStyle: optional(others['print-style']),
    printScript: optional(others['print-script']),
    kioskStyle: optional(others['kiosk-style']),
    kioskScript: optional(others['kiosk-script']),
    adminStyle: ASSETS_PATH + adminStyle,
    adminScript: optional(others['admin-script']),
    pictureScript: optional(others['picture-script']),
  }
}

function readManifest(path: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(readFileSync(path, 'utf8')) }
  } catch (cause) {
    throw new Error(`expected the manifest of the built pages at ${path}; run \`npm run build\` first`, { cause })
  }
}
