import type { Histogram, Registry } from 'prom-client'

interface RequestLabels {
  readonly method: string
  /** The pattern, because paths are unbounded. */
  readonly route: string
  /** "none" for a request that got no answer. */
  readonly status: number | 'none'
}

const NAME = 'guestbook_request_duration_seconds'

const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, Number.POSITIVE_INFINITY]

interface Series {
  readonly labels: RequestLabels
  /** Per bucket, without those in lower ones. */
  readonly counts: number[]
  sum: number
}

/** A histogram for prom-client's registry that builds no key for each request. Benchmark row: "GET /, unchanged (304)". */
export class RequestDurations {
  readonly #routes = new Map<string, Series[]>()

  constructor(registry: Registry) {
    // A registry accepts anything with a name and `get`, but its types only name the library's classes.
    const metric = { name: NAME, get: async () => this.#collect() }
    registry.registerMetric(metric as unknown as Histogram)
  }

  observe(labels: RequestLabels, seconds: number): void {
    const series = this.#find(labels)
    const bucket = BOUNDS_SECONDS.findIndex((bound) => seconds <= bound)
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
    series.sum += seconds
  }

  #find(labels: RequestLabels): Series {
    const ofRoute = this.#routes.get(labels.route) ?? []
    const known = ofRoute.find(({ labels: { method, status } }) => method === labels.method && status === labels.status)
    if (known) return known
    const series = { labels, counts: BOUNDS_SECONDS.map(() => 0), sum: 0 }
    ofRoute.push(series)
    this.#routes.set(labels.route, ofRoute)
    return series
  }

  #collect() {
    return {
      name: NAME,
      help: 'Seconds from receiving a request to handing over its answer for sending.',
      type: 'histogram',
      aggregator: 'sum',
      values: [...this.#routes.values()].flat().flatMap(describe),
    }
  }
}

/** Each bucket also counts those below it (https://prometheus.io/docs/concepts/metric_types/#histogram). */
function describe({ labels, counts, sum }: Series) {
  let count = 0
  const buckets = BOUNDS_SECONDS.map((bound, index) => {
    count += counts[index] ?? 0
    const le = Number.isFinite(bound) ? bound : '+Inf'
    return { metricName: `${NAME}_bucket`, labels: { le, ...labels }, value: count }
  })
  return [
    ...buckets,
    { metricName: `${NAME}_sum`, labels, value: sum },
    { metricName: `${NAME}_count`, labels, value: count },
  ]
}
