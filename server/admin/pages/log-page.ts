import { html } from 'ghtml'
import { type AuditRecord, isShowing } from '../../book/changes.ts'
import { parseGate } from '../../book/gate.ts'
import type { AuditPage } from '../../book/moderation.ts'
import type { LogId } from '../../common/log-id.ts'
import { entryPath } from '../../common/paths.ts'
import { LOG_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAdminPage } from './layout.ts'

interface LogView {
  readonly page: AuditPage
  readonly before: LogId | undefined
  readonly waiting: number
}

export function renderLogPage({ page, before, waiting }: LogView, context: OwnerContext): string {
  const { log, list } = context.words.entries
  const { records, next } = page
  const body = html`<h1>${log.title}</h1>
<p class="how">${records.length === 0 && before === undefined ? log.none : log.how}</p>
!${before === undefined ? '' : html`<p class="turn"><a href="${LOG_PATH}">${list.newest}</a></p>`}<ol class="log" role="list">!${records.map((record) => renderRecord(record, context))}</ol>
!${next === null ? '' : html`<p class="turn"><a href="${LOG_PATH}?before=${next}" rel="next">${list.older}</a></p>`}`
  return renderAdminPage({ title: log.title, path: LOG_PATH, waiting, body }, context)
}

function renderRecord(record: AuditRecord, context: OwnerContext): string {
  const { op, by, at, entry, detail } = record
  const { words, formats } = context
  const { author, operations } = words.entries.log
  // A newer front end beside this one may know more operations.
  const what = operations[op] ?? op
  const id = op === 'publish' ? detail : isShowing(op) ? entry : undefined
  const text = id === undefined ? html`${what}` : html`<a href="${entryPath(id)}">${what}</a>`
  const set = describeSet(record, context)
  const more = set === '' ? '' : html` <span dir="auto">${set}</span>`
  return html`<li><bdi>${by || author}</bdi> <span>!${text}!${more}</span> <time datetime="${at}">${formats.time(at)}</time></li>
`
}

function describeSet(
  { op, detail = '' }: AuditRecord,
  { words: { settings, picture }, formats }: OwnerContext,
): string {
  if (op === 'settings') {
    const fields: Readonly<Record<string, string>> = { ...settings.fields, picture: picture.title }
    const names = detail.split(/[\s,]+/).filter(Boolean)
    return formats.list(names.map((name) => fields[name.split('.')[0] ?? ''] ?? name))
  }
  if (op !== 'gate') return ''
  const { state, opensAt, closesAt } = parseGate(detail)
  const time = (label: string, at: number | undefined) =>
    at === undefined ? [] : [`${label}: ${formats.time(new Date(at).toISOString())}`]
  return [
    settings.gate[state],
    ...time(settings.fields.opens, opensAt),
    ...time(settings.fields.closes, closesAt),
  ].join(' · ')
}
