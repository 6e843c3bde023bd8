import { spawnSync } from 'node:child_process'
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { type Finding, isMet } from '../findings.ts'
import { redisVersion } from '../servers/redis.ts'
import { findingRow, toTable } from './table.ts'

/** What was measured, and where, as the items of a Markdown list. */
export function describeMachine(): string[] {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--exclude=*', '--dirty=, with changes'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  const redis = `Redis ${redisVersion() ?? 'none'} (\`appendonly yes\`, \`appendfsync always\`)`
  return [
    `Processor: ${cpus()[0]?.model.trim() || 'unknown'}, ${availableParallelism()} cores, ${memory}`,
    `System: ${type()} ${release()}, ${arch()}; Node ${process.version}; ${redis}`,
    `Commit: ${status === 0 ? stdout.trim() : 'unknown'}; ${new Date().toISOString().slice(0, 10)}`,
  ]
}

/** The page of results. */
export function renderResults(findings: readonly Finding[], machine: readonly string[], isQuick: boolean): string {
  const judged = findings.map(isMet).filter((met) => met !== undefined)
  const met = judged.filter(Boolean).length
  return `# What the guestbook costs

Written by \`npm run bench\`${isQuick ? ' with `--quick`: a short run, good for a rough idea only' : ''}. ${met} of ${judged.length} goals are met.

Every ratio is the median of several rounds, in each of which both sides were loaded one after the other on the same machine. The figures
themselves drift from machine to machine and from day to day; the ratios are what to look at. The server, Redis and what loads them share the machine.

CPU time is the operating system's count for the server, and Redis' own for master and replicas together. It is steadier than throughput, which
also depends on what loads the server.

${machine.map((line) => `- ${line}`).join('\n')}

${toTable(findings.map(findingRow))}
`
}
