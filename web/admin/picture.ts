/* Makes a chosen picture small enough before it is sent. Without this script the server says what is too large. */

/** The longest side that a page can show on screens of two dots per pixel. */
const LONGEST_PIXELS = 1600

/** The first one is used that gives a small enough file. */
const ATTEMPTS = [
  { scale: 1, quality: 0.85 },
  { scale: 1, quality: 0.7 },
  { scale: 0.75, quality: 0.7 },
  { scale: 0.5, quality: 0.7 },
  { scale: 0.5, quality: 0.4 },
]

const form = document.querySelector<HTMLFormElement>('form.picture-form')
const input = form?.querySelector<HTMLInputElement>('input[type=file]')
const button = form?.querySelector<HTMLButtonElement>('button.main')
const limit = Number(form?.dataset.limit)

input?.addEventListener('change', async () => {
  const file = input.files?.[0]
  if (!file) return
  if (button) button.disabled = true
  try {
    const small = await shrink(file)
    const chosen = new DataTransfer()
    chosen.items.add(small)
    input.files = chosen.files
  } catch (error) {
    // The server says what is wrong with it.
    console.warn(error)
  } finally {
    if (button) button.disabled = false
  }
})

/** Redraws a picture that is too large, or a photo, which may say where it was taken. Throws if the browser cannot read it. */
async function shrink(file: File): Promise<File> {
  const bitmap = await createImageBitmap(file)
  const { width, height } = bitmap
  const fit = Math.min(1, LONGEST_PIXELS / Math.max(width, height))
  if (fit === 1 && file.size <= limit && file.type !== 'image/jpeg') return file
  let smallest: Blob | undefined
  for (const { scale, quality } of ATTEMPTS) {
    const canvas = new OffscreenCanvas(Math.round(width * fit * scale), Math.round(height * fit * scale))
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    smallest = await encode(canvas, quality)
    if (smallest.size <= limit) break
  }
  if (smallest === undefined || smallest.size > limit) throw new Error(`expected at most ${limit} bytes`)
  return new File([smallest], `picture.${smallest.type.slice('image/'.length)}`, { type: smallest.type })
}

/** As WebP, which can be transparent, or as JPEG where the browser cannot write WebP. */
async function encode(canvas: OffscreenCanvas, quality: number): Promise<Blob> {
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality })
  return blob.type === 'image/webp' ? blob : canvas.convertToBlob({ type: 'image/jpeg', quality })
}
