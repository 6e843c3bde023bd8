import { html } from 'ghtml'
import { encode } from 'uqr'
import { memoize } from '../performance/memoize.ts'

/** The quiet zone around a code, in modules (ISO/IEC 18004). */
const QUIET_ZONE = 4

/** A QR code as SVG, dark on light in every theme, as cameras expect. Without `label` it is hidden from screen readers. */
export function qrSvg(text: string, label?: string): string {
  return frame(drawCode(text), label)
}

/** Adds the trailing slash to the book's address, so that camera apps need no redirection. */
export function bookQrSvg(address: string, label?: string): string {
  return frame(drawBookCode(`${address}/`), label)
}

interface Code {
  readonly size: number
  readonly d: string
}

function drawCode(text: string): Code {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  return { size, d: data.flatMap(darkRuns).join('') }
}

/** Walls load it again and again. The code of a sign-in link must not stay in memory. */
const drawBookCode = memoize(drawCode)

function frame({ size, d }: Code, label: string | undefined): string {
  const name = label === undefined ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="qr" !${name} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${d}" fill="#000"/></svg>`
}

/** Neighbouring dark modules become one rectangle. */
function darkRuns(row: readonly boolean[], y: number): string[] {
  return row.flatMap((isDark, x) => {
    if (!isDark || row[x - 1]) return []
    const end = row.indexOf(false, x)
    return [`M${x} ${y}h${end - x}v1h${x - end}z`]
  })
}
