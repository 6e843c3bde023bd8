import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'esbuild'
import { openWorkshop } from './workshop.ts'

export interface BuiltFile {
  /** Contains a hash of the content. */
  readonly name: string
  /** In bytes; a compressed form that would not be smaller is absent. */
  readonly sizes: { readonly plain: number; readonly br?: number; readonly gz?: number }
}

/** Source files by their key in the manifest. */
const ENTRIES = {
  style: 'style.css',
  icon: 'icons/icon.svg',
  // For a home screen.
  'icon-192': 'icons/icon-192.png',
  'icon-512': 'icons/icon-512.png',
  'icon-maskable': 'icons/maskable-512.png',
  'touch-icon': 'icons/apple-touch-icon.png',
  // For messages that link to the book.
  preview: 'icons/preview.png',
  script: 'main.ts',
  // For new and older entries, after the first view.
  following: 'following/following.ts',
  // For visitors who begin to write.
  writing: 'signing/writing.ts',
  // For pages with the visitor's own entries.
  'own-style': 'own/own.css',
  'own-script': 'own/own.ts',
  // For visitors who sign by hand.
  'signature-style': 'by-hand/signature.css',
  'signature-script': 'by-hand/signature.ts',
  // For a look that the owner has chosen.
  'looks-style': 'looks.css',
  'topology-style': 'topology/topology.css',
  'topology-script': 'topology/topology.ts',
  'wall-style': 'wall/wall.css',
  'wall-script': 'wall/wall.ts',
  'print-style': 'paper/print.css',
  'print-script': 'paper/print.ts',
  'kiosk-style': 'kiosk/kiosk.css',
  'kiosk-script': 'kiosk/kiosk.ts',
  'admin-style': 'admin/admin.css',
  'admin-script': 'admin/admin.ts',
  'picture-script': 'admin/picture.ts',
}
const REQUIRED: readonly string[] = ['style', 'icon', 'admin-style']
const BROWSERS = ['es2022', 'chrome115', 'edge115', 'firefox115', 'safari16.4']
const MANIFEST = 'manifest.json'

/**
 * Bundles and minifies the files for the browser from `source` into `target`, with compressed forms and a manifest of the
 * names. Removes all other files there. The same source gives the same bytes. Only the style and the icon are required. Throws
 * if one of them is missing or anything does not compile.
 */
export async function buildWeb(source: string, target: string): Promise<readonly BuiltFile[]> {
  await mkdir(target, { recursive: true })
  await using workshop = await openWorkshop(dirname(target), 'web')
  return await buildInto(target, source, workshop.path)
}

async function buildInto(target: string, source: string, workshop: string): Promise<readonly BuiltFile[]> {
  const manifest: Record<string, string> = {}
  const files: BuiltFile[] = []
  for (const [key, entry] of Object.entries(ENTRIES)) {
    if (!REQUIRED.includes(key) && !existsSync(join(source, entry))) continue
    const file = await buildFile(key, join(source, entry), workshop)
    manifest[key] = file.name
    files.push(file)
  }
  const names = await readdir(workshop)
  await writeFile(join(workshop, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  // The manifest moves last, and old files go after it, so that a server that starts meanwhile finds a complete set.
  for (const name of [...names, MANIFEST]) await rename(join(workshop, name), join(target, name))
  for (const name of await readdir(target)) {
    if (name !== MANIFEST && !names.includes(name)) await rm(join(target, name), { recursive: true, force: true })
  }
  return files
}

async function buildFile(key: string, entry: string, workshop: string): Promise<BuiltFile> {
  const { content, extension } = await bundle(entry)
  const name = `${key}-${createHash('sha256').update(content).digest('hex').slice(0, 12)}${extension}`
  const compressed = {
    br: await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    gz: await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
  }
  const sizes: Record<string, number> = {}
  for (const [form, bytes] of Object.entries(compressed)) {
    if (bytes.length >= content.length) continue
    await writeFile(join(workshop, `${name}.${form}`), bytes)
    sizes[form] = bytes.length
  }
  await writeFile(join(workshop, name), content)
  return { name, sizes: { plain: content.length, ...sizes } }
}

async function bundle(entry: string): Promise<{ readonly content: Buffer; readonly extension: string }> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    outdir: '.',
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: BROWSERS,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    loader: { '.svg': 'copy', '.png': 'copy' },
  })
  const [output] = outputFiles
  if (output === undefined || outputFiles.length > 1) {
    throw new Error(`expected one file to be built from ${entry}, got ${outputFiles.length}`)
  }
  return { content: Buffer.from(output.contents), extension: extname(output.path) }
}
