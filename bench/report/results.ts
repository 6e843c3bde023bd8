import type { Finding } from '../findings.ts'
import { isMet } from '../findings.ts'
import type { Machine } from './machine.ts'
import { tableOfCosts, tableOfFindings, toMarkdown } from './table.ts'

export interface ResultsOptions {
  readonly machine: Machine
  readonly isQuick: boolean
  /** When it was measured. */
  readonly date: Date
  /** The plots' files, from where the page is. */
  readonly plots: readonly { readonly title: string; readonly path: string }[]
}

/** The page of results, as Markdown. */
export function renderResults(findings: readonly Finding[], { machine, isQuick, date, plots }: ResultsOptions): string {
  const judged = findings.filter(({ goal }) => goal)
  const met = judged.filter((finding) => isMet(finding)).length
  return `# What the guestbook costs

Written by \`npm run bench\`${isQuick ? ' with `--quick`: a short run, good for a rough idea only' : ''}. ${met} of ${judged.length} goals are met.

Every ratio is the median of several rounds, in each of which both sides were loaded one after the other on the same machine. The figures
themselves drift from machine to machine and from day to day; the ratios are what to look at. The server, Redis and what loads them share the machine.

- Processor: ${machine.processor}, ${machine.cores} cores, ${machine.memory}
- System: ${machine.system}; Node ${machine.node}; Redis ${machine.redis} (\`appendonly yes\`, \`appendfsync always\`)
- Commit: ${machine.commit}; ${date.toISOString().slice(0, 10)}

${toMarkdown(tableOfFindings(findings))}

${[...plots.map(({ title, path }) => `![${title}](${path})`), ...costSection(findings)].join('\n\n')}
`
}

function costSection(findings: readonly Finding[]): string[] {
  const table = tableOfCosts(findings)
  if (table.rows.length === 0) return []
  return [
    `## What a request cost

CPU time by the operating system's count (server) and by Redis' own (master and replicas together); it is steadier than throughput, which
also depends on what loads the server.`,
    toMarkdown(table),
  ]
}
