import { type Drawing, INK } from '../server/common/signature/ink.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** Draws in the colour of the text around it. Screen readers pass it over: what it means is said in words beside it. */
export function createInk({ viewBox, d }: Drawing): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', viewBox)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  for (const [name, value] of Object.entries({ ...INK, d })) path.setAttribute(name, value)
  svg.append(path)
  return svg
}
