import type { Histogram } from 'node:perf_hooks'
import type { Latency } from './load.ts'

/** From a histogram of microseconds. */
export function readLatency(microseconds: Histogram): Latency {
  return {
    p50: microseconds.percentile(50) / 1000,
    p99: microseconds.percentile(99) / 1000,
    p999: microseconds.percentile(99.9) / 1000,
  }
}
