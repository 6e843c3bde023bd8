import { runClosedLoop } from './closed-loop.ts'
import type { Job, Report } from './generator.ts'
import type { LoadResult } from './load.ts'
import { runSteadyRate } from './steady-rate.ts'

/** The process that loads servers, one job at a time, so that asking and answering share no event loop. */
process.on('message', async (job: Job) => {
  let report: Report
  try {
    report = { result: await run(job) }
  } catch (error) {
    report = { error: (error as Error).message }
  }
  process.send?.(report)
})
process.once('disconnect', () => process.exit())

function run(job: Job): Promise<LoadResult> {
  if (job.kind === 'closed loop') return runClosedLoop(job.load, job.extent)
  return runSteadyRate(job.load, job.perSecond, job.seconds)
}
