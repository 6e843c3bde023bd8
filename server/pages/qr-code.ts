import { html } from 'ghtml'
import { encode } from 'uqr'
import { memoize } from '../performance/memoize.ts'

/** The quiet zone around a code, in modules (ISO/IEC 18004). */
const QUIET_ZONE = 4

/** A QR code as SVG, dark on light in every theme, as cameras expect. Without `label` it is hidden from screen readers. */
export function qrSvg(text: string, label?: string): string {
  return frame(drawCode(text), label)
}

/** The code of the book's address, which comes without a trailing slash. Camera apps then need no redirection. */
export function bookQrSvg(address: string, label?: string): string {
  return frame(drawBookCode(`${address}/`), label)
}

interface Code {
  /** In modules. */
  readonly size: number
  /** An SVG path. */
  readonly d: string
}

function drawCode(text: string): Code {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  return { size, d: data.flatMap(darkRuns).join('') }
}

/** Walls load again and again. The code of a link to sign in must not stay in memory, but the book's own address may. */
const drawBookCode = memoize(drawCode)

function frame({ size, d }: Code, label: string | undefined): string {
  const name = label === undefined ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="qr" !${name} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${d}" fill="#000"/></svg>`
}

/** The dark modules of a row, neighbours as one rectangle. */
function darkRuns(row: readonly boolean[], y: number): string[] {
  return row.flatMap((isDark, x) => {
    if (!isDark || row[x - 1]) return []
    const end = row.indexOf(false, x)
    return [`M${x} ${y}h${end - x}v1h${x - end}z`]
  })
}
