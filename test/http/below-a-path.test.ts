import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { PathProxy, type PathProxyOptions } from '../support/path-proxy.ts'
import { PathVisitor } from '../support/path-visitor.ts'

const KUBECTL = '/api/v1/namespaces/default/services/frontend:80/proxy'
const PLACES = [
  ['a proxy that strips the path', { path: '/some/path', strips: true }, 'unknown'],
  ['a proxy that strips the path of PUBLIC_URL', { path: '/some/path', strips: true }, 'public'],
  ['a proxy that passes the path of PUBLIC_URL on', { path: '/some/path', strips: false }, 'public'],
  [
    'kubectl proxy',
    { path: KUBECTL, strips: true, headers: { host: '10.0.0.1:6443', 'x-forwarded-uri': `${KUBECTL}/` } },
    'unknown',
  ],
] as const satisfies [string, PathProxyOptions, 'unknown' | 'public'][]

/** Addresses of a document: those of attributes that hold one. */
function addressesIn(document: string): string[] {
  const found = document.matchAll(/ (?:href|src|action|formaction|poster|data-script|data-href)="([^"]*)"/g)
  return Array.from(found, ([, address = '']) => unescaped(address))
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
}

describe.each(PLACES)('below the path of %s', (_what, options, address) => {
  let proxy: PathProxy
  let guestbook: TestApp
  let root: string
  beforeAll(async () => {
    proxy = await PathProxy.start(options)
    root = `${proxy.url}/`
    guestbook = await startApp({ TOPOLOGY: 'public', ...(address === 'public' && { PUBLIC_URL: proxy.url }) })
    await guestbook.app.listen({ host: '127.0.0.1', port: 0 })
    proxy.target = (guestbook.app.addresses()[0] as AddressInfo).port
    for (let number = 1; number <= 25; number++) await post(`entry ${number}`)
  })
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]()
    await guestbook?.[Symbol.asyncDispose]()
  })

  function post(message: string): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    return fetch(`${root}api/entries`, { method: 'POST', headers, body: JSON.stringify({ name: '', message }) })
  }

  /** Follows every link from some pages on. Fails for one that begins with a slash or leads to nothing. */
  async function crawl(visitor: PathVisitor, starts: readonly string[]): Promise<string[]> {
    const seen = new Set(starts.map((start) => new URL(start, root).href))
    for (const url of seen) {
      const response = await visitor.ask(url)
      const type = response.headers.get('content-type') ?? ''
      expect(response.status, url).toBeLessThan(starts.includes(url.slice(root.length)) ? 500 : 400)
      if (!/html|xml/.test(type)) {
        await response.body?.cancel()
        continue
      }
      const document = await response.text()
      expect(document, url).not.toMatch(/ (?!value)[\w-]+="(?:\d+; url=)?\//)
      for (const address of addressesIn(document)) {
        const { href } = new URL(address, url)
        expect(href, `${address} on ${url}`).toSatisfy((found: string) => found.startsWith(root))
        if (!document.includes(`action="${address}"`)) seen.add(href.replace(/#.*/, ''))
      }
    }
    return [...seen].map((url) => url.slice(root.length))
  }

  test('every link of the visitors’ pages leads to a page', async () => {
    const visitor = new PathVisitor()
    await visitor.submit(root, { name: '/', message: '<a href="/x">"/x"</a> href="/x"' })
    const found = await crawl(visitor, ['', 'topology', 'wall', 'no/such/page', 'no', `entry/1-0/change`])
    expect(found.filter((path) => path.startsWith('?before='))).not.toEqual([])
    expect(found.filter((path) => path.startsWith('?entry='))).not.toEqual([])
    expect(found.filter((path) => path.startsWith('entry/') && path.endsWith('/take-back'))).toHaveLength(1)
    expect(found).toEqual(expect.arrayContaining(['?lang=ar', 'feed.atom', expect.stringMatching(/^assets\/script-/)]))
  })

  test('a visitor signs, changes the entry and takes it back', async () => {
    const visitor = new PathVisitor()
    const signed = await visitor.submit(root, { name: 'Ada', message: 'Hello' })
    expect(signed.url.slice(root.length)).toMatch(/^entry\/\d+-\d+$/)
    const links = addressesIn(await signed.text()).map((address) => new URL(address, signed.url).href)
    const change = links.find((url) => url.endsWith('/change')) ?? ''
    const form = addressesIn(await (await visitor.ask(change)).text()).find((one) => one.endsWith('/change')) ?? ''
    const changed = await visitor.submit(new URL(form, change).href, { name: 'Ada', message: 'Hello again' })
    expect(changed.url.slice(root.length)).toMatch(/^entry\/\d+-\d+$/)
    const moved = await visitor.ask(signed.url)
    expect([moved.status, new URL(moved.headers.get('location') ?? '', signed.url).href]).toEqual([301, changed.url])
    const news = await changed.text()
    expect(news).toContain('Hello again')
    const takeBack = addressesIn(news).find((one) => one.endsWith('/take-back')) ?? ''
    const takenBack = await visitor.submit(new URL(takeBack, changed.url).href, {})
    expect(takenBack.url).toBe(`${root}?done=taken-back`)
    expect(await takenBack.text()).not.toContain('Hello again')
    expect((await visitor.ask(changed.url)).status).toBe(410)
  })

  test.each([
    ['topology/', 'topology'],
    ['wall/?lang=de', 'wall?lang=de'],
    ['entry/$&/?a=/', 'entry/$&?a=/'],
  ])('%s, with a slash too many, leads to %s', async (path, meant) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await fetch(root + path, { method, redirect: 'manual' })
      expect([status, new URL(headers.get('location') ?? '', root + path).href]).toEqual([308, root + meant])
    }
  })

  test.each(['none/', 'wall//', '/wall/', '//wall/', 'api/entries/', 'assets/'])('%s leads nowhere', async (path) => {
    expect((await fetch(root + path, { redirect: 'manual' })).status).toBe(404)
  })

  test('a refused form comes back with what was typed, also where that begins with a slash', async () => {
    const refused = await new PathVisitor().submit(root, { name: '/"', message: '' })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('value="/&#34;"')
    expect(addressesIn(page).filter((one) => one.startsWith('/'))).toEqual([])
  })

  test('an owner enters by a link, invites somebody, and every page has working links', async () => {
    const owner = new PathVisitor()
    const code = await guestbook.book.owners.invite({ name: 'Anna', role: 'owner' })
    const entrance = new URL(`admin/enter/${code}`, root).href
    const page = await (await owner.ask(entrance)).text()
    const action = new URL(addressesIn(page).find((one) => one.includes(code)) ?? '', entrance).href
    const entered = await owner.submit(action, {})
    expect([entered.status, entered.url]).toEqual([200, new URL('admin?welcome', root).href])
    const start = await entered.text()
    const token = /name="token" value="([\w-]+)"/.exec(start)?.[1] ?? ''
    const people = new URL('admin/people', root).href
    const invited = await owner.submit(people, { token, name: 'Bob', role: 'owner' }, people)
    const link = addressesIn(await invited.text()).find((one) => one.includes('/enter/')) ?? ''
    expect(link).toContain(new URL('admin/enter/', root).href)
    expect((await new PathVisitor().ask(link)).status).toBe(200)
    const found = await crawl(owner, ['admin', 'admin/people', 'admin/none', 'admin/enter/wrong', 'admin/enter'])
    expect(found).toContain('admin/people')
    const left = await owner.submit(new URL('admin/leave', root).href, { token })
    expect(left.url).toBe(new URL('admin/enter?left', root).href)
    expect((await owner.ask(new URL('admin', root).href)).status).toBe(303)
  })

  test('the API names its entries where they are', async () => {
    const entries = new URL('api/entries', root).href
    const posted = await post('Hi')
    const { id } = (await posted.json()) as { id: string }
    const location = posted.headers.get('location') ?? ''
    expect(new URL(location, entries).href).toBe(`${entries}/${id}`)
    expect(location).not.toMatch(/^\//)
    const description = new URL('openapi.json', root).href
    const { servers } = (await (await fetch(description)).json()) as { servers: { url: string }[] }
    expect(new URL(`${servers[0]?.url}/api/entries`, description).href).toBe(entries)
  })

  test('the page is compressed so that a proxy can read it which rewrites pages', async () => {
    const page = await fetch(root, { headers: { 'accept-encoding': 'br, gzip' } })
    expect(page.headers.get('content-encoding')).toBe('headers' in options ? 'gzip' : 'br')
    expect(await page.text()).toContain('<h1')
  })

  test('cookies are for the book alone if its path is known', async () => {
    const answer = await fetch(root, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ message: 'Hey' }),
    })
    const paths = answer.headers.getSetCookie().map((cookie) => /; Path=([^;]*)/.exec(cookie)?.[1])
    expect(new Set(paths)).toEqual(new Set([address === 'public' ? '/some/path/' : '/']))
  })
})

test('the path without its slash leads to the folder, with the query', async () => {
  await using guestbook = await startApp({ PUBLIC_URL: 'https://example.org/a/frontend:80' })
  for (const [url, location] of [
    ['/a/frontend:80', './frontend:80/'],
    ['/a/frontend:80?lang=de', './frontend:80/?lang=de'],
  ] as const) {
    const response = await guestbook.app.inject({ url, headers: { host: 'example.org' } })
    expect([response.statusCode, response.headers.location]).toEqual([308, location])
  }
  for (const url of ['/a/frontend:80/livez', '/livez', 'https://example.org/a/frontend:80/', '/']) {
    expect((await guestbook.app.inject({ url, headers: { host: 'example.org' } })).statusCode, url).toBe(200)
  }
  for (const url of ['https://example.org/a/frontend:80/?lang=de', '/?lang=de']) {
    const response = await guestbook.app.inject({ url, headers: { host: 'example.org' } })
    expect([response.statusCode, response.headers.location]).toEqual([303, './'])
  }
  for (const url of ['/a/frontend:8080', '/a/', '/A/frontend:80/', '/a/frontend:80/a/frontend:80/']) {
    expect((await guestbook.app.inject({ url, headers: { host: 'example.org' } })).statusCode, url).toBe(404)
  }
})

test('robots are kept from the API where it is, and a session begins and ends for the path alone', async () => {
  await using guestbook = await startApp({ PUBLIC_URL: 'https://example.org/guests' })
  const inject = (url: string, method: 'GET' | 'POST' = 'GET') =>
    guestbook.app.inject({ url, method, headers: { host: 'example.org', 'sec-fetch-site': 'same-origin' } })
  expect((await inject('/guests/robots.txt')).body).toContain('Disallow: /guests/api/')
  const code = await guestbook.book.owners.invite({ name: 'Anna', role: 'owner' })
  const { cookies } = await inject(`/guests/admin/enter/${code}`, 'POST')
  const session = cookies.find(({ name }) => name === '__Secure-guestbook-session')?.value
  const start = await guestbook.app.inject({
    url: '/admin',
    headers: { host: 'example.org', cookie: `__Secure-guestbook-session=${session}` },
  })
  const left = await guestbook.app.inject({
    method: 'POST',
    url: '/admin/leave',
    headers: {
      host: 'example.org',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      cookie: `__Secure-guestbook-session=${session}`,
    },
    payload: `token=${/name="token" value="([\w-]+)"/.exec(start.body)?.[1]}`,
  })
  expect([left.statusCode, left.headers['clear-site-data']]).toEqual([303, undefined])
  expect(cookies).toContainEqual(
    expect.objectContaining({ name: '__Secure-guestbook-session', path: '/guests/', secure: true }),
  )
})

test('a post from the origin of PUBLIC_URL is taken, one from another is not', async () => {
  await using guestbook = await startApp({ PUBLIC_URL: 'https://example.org/guests' })
  const post = (origin: string) =>
    guestbook.app.inject({
      method: 'POST',
      url: '/',
      headers: { host: 'example.org', origin, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'message=Hello',
    })
  expect((await post('https://example.org')).statusCode).toBe(303)
  expect((await post('https://other.example')).statusCode).toBe(403)
})
