import { type Drawing, INK } from '../../server/common/signature/ink.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** In the colour of the text. Hidden from screen readers, since words beside it say the same. */
export function createInk({ viewBox, d }: Drawing): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', viewBox)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  for (const [name, value] of Object.entries({ ...INK, d })) path.setAttribute(name, value)
  svg.append(path)
  return svg
}
