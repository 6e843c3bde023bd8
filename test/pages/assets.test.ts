import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildWeb } from '../../scripts/build/web.ts'
import { loadAssets } from '../../server/assets.ts'
import { LANGUAGES } from '../../server/common/languages.ts'
import { contextsOf } from '../../server/pages/page-context.ts'
import { createPages } from '../../server/pages/pages.ts'
import { SIGNATURE } from '../support/entry.ts'
import { bookView, entry } from './samples.ts'

const WEB = join(import.meta.dirname, '../../web')

let directory: string
let source: string
let target: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guestbook-web-'))
  source = directory
  target = join(directory, 'built')
  const rules = Array.from({ length: 9 }, (_, index) => `.rule-${index} { margin: ${index}px }`)
  await writeFile(join(source, 'style.css'), ['p { color: red }', ...rules].join('\n'))
  await mkdir(join(source, 'admin'))
  await writeFile(join(source, 'admin/admin.css'), 'p { color: green }')
  await mkdir(join(source, 'icons'))
  await writeFile(join(source, 'icons/icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
})
afterEach(() => rm(directory, { recursive: true }))

const SCRIPT = 'const greeting: string = "hello"; console.log(greeting)'
const addScript = () => writeFile(join(source, 'main.ts'), SCRIPT)

describe('a build', () => {
  test('is found by the server', async () => {
    await addScript()
    const scripts = [
      'signing/writing',
      'following/following',
      'own/own',
      'by-hand/signature',
      'topology/topology',
      'wall/wall',
      'paper/print',
      'kiosk/kiosk',
      'admin/admin',
      'admin/picture',
    ].map((name) => `${name}.ts`)
    const styles = [
      'own/own',
      'by-hand/signature',
      'looks',
      'topology/topology',
      'wall/wall',
      'paper/print',
      'kiosk/kiosk',
    ].map((name) => `${name}.css`)
    for (const name of [...scripts, ...styles]) {
      await mkdir(dirname(join(source, name)), { recursive: true })
      await writeFile(join(source, name), name.endsWith('.ts') ? SCRIPT : 'p { color: blue }')
    }
    for (const name of await readdir(join(WEB, 'icons')))
      await copyFile(join(WEB, 'icons', name), join(source, 'icons', name))
    const files = await buildWeb(source, target)
    const assets = loadAssets(target)
    expect(Object.values(assets).sort()).toEqual(files.map(({ name }) => `/assets/${name}`).sort())
    expect(assets.style).toMatch(/^\/assets\/style-[0-9a-f]{12}\.css$/)
    expect(assets.icon).toMatch(/^\/assets\/icon-[0-9a-f]{12}\.svg$/)
    expect(assets.adminStyle).toMatch(/^\/assets\/admin-style-[0-9a-f]{12}\.css$/)
    expect(assets.script).toMatch(/^\/assets\/script-[0-9a-f]{12}\.js$/)
  })

  test('works without a script', async () => {
    await buildWeb(source, target)
    expect(loadAssets(target).script).toBeUndefined()
  })

  test('minifies, and strips types', async () => {
    await addScript()
    await buildWeb(source, target)
    const { style, script = '' } = loadAssets(target)
    expect(await built(style)).toContain('p{color:red}')
    expect(await built(script)).toMatch(/console\.log\(/)
    expect(await built(script)).not.toContain(': string')
  })

  test('gives the same content the same name, and different content another', async () => {
    const first = await buildWeb(source, target)
    const [style, icon] = first
    expect(await buildWeb(source, join(directory, 'again'))).toEqual(first)
    await writeFile(join(source, 'style.css'), 'p { color: blue }')
    const [changed, same] = await buildWeb(source, target)
    expect(changed?.name).not.toBe(style?.name)
    expect(same).toEqual(icon)
  })

  test('removes the files of an earlier build, and leaves no temporary files', async () => {
    await addScript()
    await buildWeb(source, target)
    await rm(join(source, 'main.ts'))
    const files = await buildWeb(source, target)
    const names = files.flatMap(({ name, sizes: { plain: _, ...forms } }) => [
      name,
      ...Object.keys(forms).map((form) => `${name}.${form}`),
    ])
    expect((await readdir(target)).sort()).toEqual([...names, 'manifest.json'].sort())
    expect((await readdir(directory)).sort()).toEqual(['admin', 'built', 'icons', 'style.css'])
  })

  test('compresses to the same content, if that is smaller', async () => {
    await writeFile(join(source, 'icons/icon.svg'), '<svg/>')
    const [style, icon] = await buildWeb(source, target)
    const path = join(target, style?.name ?? '')
    const content = await readFile(path, 'utf8')
    expect(brotliDecompressSync(await readFile(`${path}.br`)).toString()).toBe(content)
    expect(gunzipSync(await readFile(`${path}.gz`)).toString()).toBe(content)
    expect((await stat(`${path}.br`)).size).toBe(style?.sizes.br)
    expect(icon?.sizes).toEqual({ plain: 6 })
  })

  test('that fails does not change the earlier one', async () => {
    await buildWeb(source, target)
    const before = await readdir(target)
    await writeFile(join(source, 'main.ts'), 'const = broken')
    await expect(buildWeb(source, target)).rejects.toThrow(/main\.ts/)
    expect(await readdir(target)).toEqual(before)
    expect((await readdir(directory)).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('may run twice at once', async () => {
    const [one, other] = await Promise.all([buildWeb(source, target), buildWeb(source, target)])
    expect(one).toEqual(other)
    expect(await built(loadAssets(target).style)).toContain('color:red')
  })

  const built = (path: string) => readFile(join(target, path.replace('/assets/', '')), 'utf8')
})

describe('a server without a build', () => {
  test('says what to do', () => {
    expect(() => loadAssets(target)).toThrow(/manifest\.json.*npm run build/)
  })

  test.each([
    ['broken', '{'],
    ['not an object', 'null'],
    ['without a style', '{"icon":"icon.svg","admin-style":"admin.css"}'],
    ['without an icon', '{"style":"style.css","admin-style":"admin.css"}'],
    ['without a style for owners', '{"style":"style.css","icon":"icon.svg"}'],
  ])('says what to do where the manifest is %s', async (_, manifest) => {
    await writeFile(join(directory, 'manifest.json'), manifest)
    expect(() => loadAssets(directory)).toThrow(/manifest\.json.*npm run build/)
  })
})

test('the first view with twenty entries has at most 14 KB, also if all are signed by hand', async () => {
  const files = await buildWeb(WEB, target)
  const pages = createPages(contextsOf({ current: {} }, loadAssets(target)))
  const entries = Array.from({ length: 20 }, (_, index) => ordinaryEntry(index))
  const first = files.filter(({ name }) => /^(style|icon|script)-[0-9a-f]{12}\./.test(name))
  expect(first).toHaveLength(3)
  const weight = first.reduce((sum, { sizes }) => sum + (sizes.br ?? sizes.plain), 0)
  for (const language of LANGUAGES) {
    for (const more of [{}, { signature: SIGNATURE, extra: 'Oslo' }]) {
      const written = entries.map((one) => ({ ...one, ...more }))
      const page = pages.book(bookView({ entries: written, total: 1284, next: '5-0' }), language)
      // Pages are compressed as they are sent, at less than full effort.
      const compressed = brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      expect(weight + compressed.length).toBeLessThanOrEqual(14 * 1024)
    }
  }
})

/** Different entries, so that they do not compress too well. */
function ordinaryEntry(index: number) {
  const words =
    'the light garden harbour evening music soup speeches rain train laughter thank you friends again'.split(' ')
  const message = Array.from({ length: 18 }, (_, at) => words[(index * 7 + at * (index + 3)) % words.length]).join(' ')
  const time = Date.UTC(2026, 2, 9) - index ** 2 * 7_654_321
  return entry({
    id: `${time}-0`,
    name: `${words[index % words.length]} ${index}`,
    message,
    createdAt: new Date(time).toISOString(),
  })
}
