import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { MANIFEST, RULES, rulesManifest } from '../../scripts/monitoring/manifest.ts'
import { LIMIT_NAMES } from '../../server/common/limit-reached.ts'
import { ask, post } from '../support/ask.ts'
import { describeWith } from '../support/machine.ts'
import { startServer } from '../support/server.ts'
import { MANIFESTS } from './manifests.ts'
import { parseQuery } from './promql.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string }
}

interface Panel {
  readonly id: number
  readonly title: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource: { readonly uid: string }
  readonly targets: readonly { readonly refId: string; readonly expr: string; readonly legendFormat?: string }[]
}

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const rules: readonly Rule[] = parse(readFileSync(RULES, 'utf8')).groups.flatMap(
  ({ rules }: { rules: readonly Rule[] }) => rules,
)
const dashboard = JSON.parse(read('docs/dashboard.json'))
const panels: readonly Panel[] = dashboard.panels
const runbook = read('docs/runbook.md')

/** Of a front end that has taken one entry. */
let samples: Map<string, number>

/** What a front end says in /metrics, and the labels of each metric, with those that Prometheus adds. */
const labelsOf = new Map<string, Set<string>>()
beforeAll(async () => {
  await using server = await startServer()
  expect((await post(server, { message: 'measured' })).status).toBe(201)
  const text = await (await ask(server.metricsUrl)).text()
  samples = new Map([...text.matchAll(/^(\w.*) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]))
  for (const [, name = ''] of text.matchAll(/^# TYPE (\S+) /gm))
    labelsOf.set(name, new Set(['job', 'instance', 'namespace']))
  for (const [, name = '', labels = ''] of text.matchAll(/^([\w:]+)(?:\{(.*)\})? \S+$/gm)) {
    const known = labelsOf.get(name) ?? new Set(['job', 'instance', 'namespace'])
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label)
    labelsOf.set(name, known)
  }
})

/** Checks that an expression is sound, and asks only for metrics and labels that there are. */
function check(expression: string): void {
  const { metrics, grouping } = parseQuery(expression)
  expect(metrics.length).toBeGreaterThan(0)
  for (const { name, matchers } of metrics) {
    expect([...labelsOf.keys()]).toContain(name)
    for (const label of matchers) expect([...(labelsOf.get(name) ?? [])], name).toContain(label)
  }
  const all = new Set(metrics.flatMap(({ name }) => [...(labelsOf.get(name) ?? [])]))
  for (const label of grouping) expect([...all]).toContain(label)
}

describe('the alert rules', () => {
  test('are the same for Prometheus and for Prometheus Operator', () => {
    const plain = readFileSync(RULES, 'utf8')
    const manifest = readFileSync(MANIFEST, 'utf8')
    expect(manifest).toBe(rulesManifest(plain))
    expect(parse(manifest)).toMatchObject({ kind: 'PrometheusRule', spec: parse(plain) })
  })

  test('each have a name of their own', () => {
    expect(rules.length).toBeGreaterThan(10)
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  })

  test.each(rules)('$alert asks for what there is', ({ expr }) => check(expr))

  test('that watch what seldom happens find it counted from 0, as Prometheus sees no increase in a first value', () => {
    const watched = rules.flatMap(({ expr }) =>
      [...expr.matchAll(/guestbook_writes_total\{outcome=~?"([\w|]+)"\}/g)].flatMap(([, outcomes = '']) =>
        outcomes.split('|'),
      ),
    )
    expect(watched).toEqual(expect.arrayContaining(['book_limited', 'failed']))
    for (const outcome of watched) expect(samples.get(`guestbook_writes_total{outcome="${outcome}"}`), outcome).toBe(0)
    for (const limit of LIMIT_NAMES) expect(samples.get(`guestbook_refused_total{limit="${limit}"}`), limit).toBe(0)
  })

  test.each(rules)('$alert says how bad it is and what has happened', (rule) => {
    expect(rule.alert).toMatch(/^Guestbook[A-Z]\w+$/)
    expect(['critical', 'warning']).toContain(rule.labels.severity)
    expect(rule.annotations.summary).toMatch(/\.$/)
    const given = parseQuery(rule.expr)
    for (const [, label = ''] of rule.annotations.summary.matchAll(/\$labels\.(\w+)/g)) {
      // An aggregation keeps only the labels that it is grouped by.
      if (given.grouping.length > 0 && !/ on \(/.test(rule.expr)) expect(given.grouping).toContain(label)
    }
    if (rule.for !== undefined) expect(rule.for).toMatch(/^\d+m$/)
  })

  test('have a section of the runbook each, in the same order', () => {
    const sections = [...runbook.matchAll(/^## (\w+)$/gm)].map(([, name]) => name)
    expect(sections).toEqual(rules.map(({ alert }) => alert))
  })

  test.each(rules)('$alert: the runbook tells what it means, where to look and what to do', ({ alert }) => {
    const section = runbook.split(/^## /m).find((text) => text.startsWith(`${alert}\n`)) ?? ''
    for (const part of ['Means', 'Look', 'Do']) expect(section).toMatch(new RegExp(`^\\*\\*${part}\\*\\* \\S`, 'm'))
  })

  test('are named in the runbook only where there is one', () => {
    const names = rules.map(({ alert }) => alert)
    for (const [name] of runbook.matchAll(/\bGuestbook[A-Z]\w+/g)) expect(names).toContain(name)
  })

  test('the metrics that the runbook names are there', () => {
    const named = [...runbook.matchAll(/`((?:guestbook|process|nodejs)_\w+)`/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(3)
    for (const name of named) expect([...labelsOf.keys()]).toContain(name)
  })
})

describe('the dashboard', () => {
  const targets = panels.flatMap(({ title, targets }) => targets.map((target) => ({ title, ...target })))

  test.each(targets)('$title, $refId, asks for what there is', ({ expr, legendFormat = '' }) => {
    const query = expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.*')
    expect(query).not.toContain('$')
    check(query)
    const { grouping } = parseQuery(query)
    for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
      if (label !== 'instance') expect(grouping).toContain(label)
  })

  test('shows every panel in its own place, from the data source that is chosen', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const taken = new Set<string>()
    for (const { gridPos, datasource, title } of panels) {
      expect(datasource.uid).toMatch(/^\$\{datasource\}$/)
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken, title).not.toContain(`${x},${y}`)
          taken.add(`${x},${y}`)
        }
    }
    const names = dashboard.templating.list.map(({ name }: { name: string }) => name)
    expect(names).toEqual(['datasource', 'job'])
  })
})

test('every metric of the guestbook is on the dashboard or in an alert', () => {
  const text = JSON.stringify(dashboard) + readFileSync(RULES, 'utf8')
  const unused = [...labelsOf.keys()].filter((name) => name.startsWith('guestbook_') && !text.includes(name))
  expect(
    unused.filter((name) => !/_(sum|bucket|count)$|^guestbook_request_duration_seconds$/.test(name)).sort(),
  ).toEqual([
    'guestbook_feed_position_timestamp_seconds',
    'guestbook_reads_from_master_total',
    'guestbook_reads_waited_total',
  ])
})

describeWith(['kubectl'], 'kubectl', () => {
  test('builds the component for monitoring', () => {
    const built = execFileSync('kubectl', ['kustomize', `${MANIFESTS}/production/monitoring`], { encoding: 'utf8' })
    expect([...built.matchAll(/^kind: (.+)$/gm)].map(([, kind]) => kind).sort()).toEqual([
      'PodMonitor',
      'PrometheusRule',
    ])
  })
})
