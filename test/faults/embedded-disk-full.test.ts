import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, post } from '../support/ask.ts'
import { describeUnless } from '../support/machine.ts'
import { entries, FULL, ids, readyz, remove, smallDisk, start, WELL, warnings } from './full-disk.ts'
import { mountProblem } from './small-disk.ts'

describeUnless(mountProblem(), 'the disk under an embedded book is full to the last byte', () => {
  test('pages are served, posts are refused, entries can be removed, and it recovers by itself', async () => {
    await using disk = await smallDisk(8)
    await using server = await start(disk.path)
    const posted: string[] = []
    // Large ones, whose pages are overwritten when they are taken out.
    for (let number = 0; number < 32; number++) {
      const answer = await post(server, { message: `${number} ${'留言'.repeat(400)}` })
      posted.push((await answer.json()).id)
    }
    disk.fill()
    await expect.poll(() => readyz(server)).toMatchObject(FULL)
    await expect.poll(() => warnings(server)).toEqual(FULL.warnings)
    const refused = await post(server, { message: 'into a full book' })
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).not.toBeNull()
    expect((await ask(`${server.url}/`)).status).toBe(200)

    // More of them than the reserve would be enough for if it were not taken back each time.
    const [kept = '', last = '', ...going] = posted
    expect(await remove(disk.path, ...going)).toEqual({
      code: 0,
      output: going.map((id) => `Removed ${id}.\n`).join(''),
    })
    disk.fill()
    expect(await remove(disk.path, last)).toEqual({ code: 0, output: `Removed ${last}.\n` })
    await expect
      .poll(async () => (await entries(server)).map(({ message }) => message))
      .toEqual([expect.stringMatching(/^0 /), 'Hello World!'])
    expect((await ask(`${server.url}/api/entries/${kept}`)).status).toBe(200)

    disk.empty()
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    const accepted = await post(server, { message: 'there is room again' })
    expect(accepted.status).toBe(201)
    expect(await ids(server)).toHaveLength(3)
  })

  test('posts fill it: each that was acknowledged is there, and can be removed', { timeout: 60_000 }, async () => {
    await using disk = await smallDisk(2)
    await using server = await start(disk.path)
    const acknowledged: string[] = []
    for (let round = 0; ; round++) {
      const messages = Array.from({ length: 20 }, (_, index) => `${round} ${index} ${'x'.repeat(990)}`)
      const answers = await Promise.all(messages.map((message) => post(server, { message })))
      for (const answer of answers) if (answer.status === 201) acknowledged.push((await answer.json()).id)
      if (answers.every(({ status }) => status === 503)) break
    }
    expect(acknowledged.length).toBeGreaterThan(200)
    await expect.poll(() => readyz(server)).toMatchObject(FULL)
    disk.fill()
    expect((await remove(disk.path, ...acknowledged.slice(0, 30))).code).toBe(0)
    await server.stop()
    await using again = await start(disk.path)
    for (const id of acknowledged.slice(0, 30)) expect((await ask(`${again.url}/api/entries/${id}`)).status).toBe(404)
    for (const id of acknowledged.slice(30, 60)) expect((await ask(`${again.url}/api/entries/${id}`)).status).toBe(200)
    const { total } = await (await ask(`${again.url}/api/entries`)).json()
    expect(total).toBe(acknowledged.length - 30 + 1)
  })

  test.each([
    ['stopped in good order', 'SIGTERM'],
    ['killed', 'SIGKILL'],
  ] as const)('a server that was %s before starts, reads and removes', async (_, signal) => {
    await using disk = await smallDisk(8)
    await using before = await start(disk.path)
    const [first, second, third] = await Promise.all(
      ['first', 'second', 'third'].map(
        async (message) => (await (await post(before, { message })).json()).id as string,
      ),
    )
    disk.fill()
    before.signal(signal)
    await before.ended
    disk.fill()
    // With no server beside it.
    expect(await remove(disk.path, first ?? '')).toEqual({ code: 0, output: `Removed ${first}.\n` })
    disk.fill()
    await using server = await start(disk.path)
    expect(await readyz(server)).toMatchObject(FULL)
    expect(await ids(server)).toEqual(expect.arrayContaining([second, third]))
    expect(await ids(server)).not.toContain(first)
    expect(await remove(disk.path, second ?? '')).toMatchObject({ code: 0 })
    await expect.poll(() => ids(server)).not.toContain(second)
    disk.empty()
    await expect.poll(() => readyz(server)).toMatchObject(WELL)
    expect((await post(server, { message: 'there is room again' })).status).toBe(201)
  })

  test('a disk that is 80 % full is warned of, in /readyz and once in the log', async () => {
    await using disk = await smallDisk(10)
    await using server = await start(disk.path)
    expect(await readyz(server)).toMatchObject(WELL)
    writeFileSync(join(disk.path, 'filling'), Buffer.alloc(7.5 * (1 << 20)))
    const warning = expect.stringMatching(/^the disk that holds the book is 8\d % full, 1\.\d MB are left/)
    await expect.poll(() => readyz(server)).toMatchObject({ reads: 'ok', writes: 'ok', warnings: [warning] })
    await expect.poll(() => warnings(server)).toEqual([warning])
    expect((await post(server, { message: 'still welcome' })).status).toBe(201)
  })
})
