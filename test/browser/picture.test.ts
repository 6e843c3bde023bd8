import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { runOwner } from '../support/run-command.ts'
import { audit } from './audit.ts'
import { useSuite } from './guestbook.ts'

/** Draws a photo that compresses badly. */
async function takePhoto(page: Page, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
      const data = context.createImageData(width, height)
      for (let at = 0; at < data.data.length; at++) data.data[at] = at % 4 === 3 ? 255 : (at * 7919 + (at >> 9)) % 256
      context.putImageData(data, 0, 0)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
      let text = ''
      for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte)
      return btoa(text)
    },
    [width, height] as const,
  )
  return Buffer.from(base64, 'base64')
}

describeWith(['chromium'], 'the picture at the head of the book', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guestbook-picture-'))
  const suite = useSuite({ environment: { DATA_DIR: folder } })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each([true, false])('a large photo (script: %s)', async (javaScriptEnabled) => {
    const local = `http://localhost:${suite.server.port}`
    await using blank = await suite.browser.newPage()
    const photo = await takePhoto(blank, 2000, 1500)
    expect(photo.length).toBeGreaterThan(1_000_000)

    const context = await suite.browser.newContext({
      locale: 'en',
      javaScriptEnabled,
      viewport: { width: 360, height: 700 },
    })
    const page = await context.newPage()
    const { output } = await runOwner({ DATA_DIR: folder }, '--name', 'Anna')
    await page.goto(local + new URL(/https?:\S+/.exec(output)?.[0] ?? '').pathname)
    await page.locator('button.main').click()
    await page.goto(`${local}/admin/settings/picture`)
    await page.getByLabel('Choose a picture').setInputFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.getByRole('button', { name: 'Save the picture' }).click()
    if (!javaScriptEnabled) {
      expect(await page.getByRole('alert').textContent()).toMatch(/larger than 200 KB/)
      return
    }
    await page.getByText('The picture is in the book.').waitFor()
    expect(await audit(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await expect.poll(async () => (await fetch(local)).text()).toContain('<img class="picture"')
    await page.goto(local)
    const image = page.locator('img.picture')
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBeGreaterThan(500)
    const address = await image.evaluate((shown: HTMLImageElement) => shown.src)
    expect((await (await fetch(address)).arrayBuffer()).byteLength).toBeLessThanOrEqual(200 * 1024)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    expect(await audit(page)).toEqual([])
  })
})
