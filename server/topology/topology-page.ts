import { html } from 'ghtml'
import type { ReadSource, ReplicaView, Topology } from '../book/topology.ts'
import { bookPath } from '../common/paths.ts'
import type { TopologyText } from '../languages/topology/catalogue.ts'
import { TOPOLOGY_TEXTS } from '../languages/topology/catalogues.ts'
import { renderDocument } from '../pages/document.ts'
import type { PageContext } from '../pages/page-context.ts'
import type { EntryWay } from './entry-ways.ts'

export interface TopologyView {
  readonly process: string
  /** Undefined for an embedded book. */
  readonly topology: Topology | undefined
  /** The way of the visitor's newest entry; `none` if they have none, `elsewhere` if another process received it. */
  readonly way: EntryWay | 'none' | 'elsewhere'
}

/** The script renews what is marked `data-live` every second. */
export function renderTopology({ process, topology, way }: TopologyView, context: PageContext): string {
  const { assets, language, words } = context
  const text = TOPOLOGY_TEXTS[language]
  const body = html`<main class="topology">
<h1>${text.title}</h1>
<p class="intro">${text.intro}</p>
<p data-live>${text.servedBy(process)}</p>
!${topology ? renderNodes(topology, text, context) : html`<p>${text.embedded}</p>`}
<h2>${text.way.title}</h2>
<div data-live>!${renderWay(way, topology !== undefined, text, context)}</div>
<p class="turn"><a href="${bookPath()}">${words.back}</a></p>
</main>`
  const style = assets.topologyStyle && html`<link rel="stylesheet" href="${assets.topologyStyle}">`
  const script = assets.topologyScript && html`<script type="module" src="${assets.topologyScript}"></script>`
  return renderDocument({ subtitle: text.title, head: `${style ?? ''}${script ?? ''}`, body }, context)
}

function renderNodes({ master, replicas, reads }: Topology, text: TopologyText, { formats }: PageContext): string {
  const offset = master ? formats.number(master.offset) : '–'
  const rows = replicas.map(
    (replica) =>
      html`<tr!${isRead(replica, reads) ? ' class="read"' : ''}><th scope="row">${text.replica(formats.number(replica.number))}</th><td>${formats.number(replica.offset)}</td><td>${formats.number(replica.behind)}</td><td>${formats.number(replica.silence)}</td><td>${text.links[replica.link]}</td></tr>
`,
  )
  return html`<p data-live>${readFrom(reads, text, (number) => formats.number(number))}</p>
<div role="region" aria-label="${text.title}" tabindex="0"><table>
<thead><tr><td></td><th scope="col">${text.offset}</th><th scope="col">${text.behind}</th><th scope="col">${text.silence}</th><th scope="col">${text.link}</th></tr></thead>
<tbody data-live>
<tr!${reads.from === 'master' ? ' class="read"' : ''}><th scope="row">${text.master}</th><td>${offset}</td><td></td><td></td><td>${master ? text.links.up : text.links.away}</td></tr>
!${rows}</tbody>
</table></div>`
}

function isRead({ number }: ReplicaView, reads: ReadSource): boolean {
  return reads.from === 'replica' && reads.number === number
}

function readFrom(reads: ReadSource, text: TopologyText, number: (value: number) => string): string {
  if (reads.from === 'memory') return text.fromMemory
  if (reads.from === 'master') return text.readFrom(text.master)
  return text.readFrom(reads.number === undefined ? text.someReplica : text.replica(number(reads.number)))
}

/** @param hasNodes false if one process keeps the book, in a file */
function renderWay(
  way: TopologyView['way'],
  hasNodes: boolean,
  { way: text }: TopologyText,
  { formats }: PageContext,
): string {
  if (way === 'none') return html`<p>${text.none}</p>`
  if (way === 'elsewhere') return html`<p>${hasNodes ? text.elsewhere : text.longAgo}</p>`
  const read = way.read === undefined ? '…' : inMilliseconds(way.read)
  return html`<ol class="way">
<li>${text.received} <b>${inMilliseconds(0)}</b></li>
<li>${hasNodes ? text.written : text.writtenHere} <b>${inMilliseconds(way.written)}</b></li>
<li>${text.read} <b>${read}</b></li>
</ol>`

  function inMilliseconds(value: number): string {
    return `${formats.number(Math.round(value * 10) / 10)} ms`
  }
}
