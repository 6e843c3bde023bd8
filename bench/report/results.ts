import { type Finding, isMet } from '../findings.ts'
import type { Machine } from './machine.ts'
import { costRows, findingRow, toMarkdown } from './table.ts'

export interface ResultsOptions {
  readonly machine: Machine
  readonly isQuick: boolean
  readonly date: Date
}

export function renderResults(findings: readonly Finding[], { machine, isQuick, date }: ResultsOptions): string {
  const judged = findings.map(isMet).filter((met) => met !== undefined)
  const met = judged.filter(Boolean).length
  return `# What the guestbook costs

Written by \`npm run bench\`${isQuick ? ' with `--quick`: a short run, good for a rough idea only' : ''}. ${met} of ${judged.length} goals are met.

Every ratio is the median of several rounds, in each of which both sides were loaded one after the other on the same machine. The figures
themselves drift from machine to machine and from day to day; the ratios are what to look at. The server, Redis and what loads them share the machine.

- Processor: ${machine.processor}, ${machine.cores} cores, ${machine.memory}
- System: ${machine.system}; Node ${machine.node}; Redis ${machine.redis} (\`appendonly yes\`, \`appendfsync always\`)
- Commit: ${machine.commit}; ${date.toISOString().slice(0, 10)}

${toMarkdown(findings.map(findingRow))}

## What a request cost

CPU time by the operating system's count (server) and by Redis' own (master and replicas together); it is steadier than throughput, which
also depends on what loads the server.

${toMarkdown(findings.flatMap(costRows))}
`
}
