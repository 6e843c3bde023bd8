import { Histogram, type Registry } from 'prom-client'

/** Which requests are counted together. `route` is the pattern, not the path: paths are endless. */
export interface RequestLabels {
  readonly method: string
  readonly route: string
  readonly status: number
}

const NAME = 'guestbook_request_duration_seconds'
const HELP = 'Time from a request until its answer is handed over for sending.'
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

interface Series {
  readonly labels: Readonly<Record<string, string>>
  readonly histogram: Histogram
}

/**
 * How long requests took: a histogram for each kind of request, shown as one metric with labels. A single histogram with labels would
 * put them together into a key for each request, which takes as long as all else that is done for the newest page.
 */
export class RequestDurations {
  readonly #series = new Map<string, Series>()

  constructor(registry: Registry) {
    // Whatever has a name and `get` is a metric to a registry; its types name the library's own classes only.
    const metric = { name: NAME, help: HELP, type: 'histogram', aggregator: 'sum', get: () => this.#collect() }
    registry.registerMetric(metric as unknown as Histogram)
  }

  observe({ method, route, status }: RequestLabels, seconds: number): void {
    const key = `${status} ${method} ${route}`
    const series = this.#series.get(key) ?? this.#begin(key, { method, route, status: String(status) })
    series.histogram.observe(seconds)
  }

  #begin(key: string, labels: Series['labels']): Series {
    const series = { labels, histogram: new Histogram({ name: NAME, help: HELP, buckets: BUCKETS, registers: [] }) }
    this.#series.set(key, series)
    return series
  }

  async #collect() {
    const collected = await Promise.all(
      [...this.#series.values()].map(async ({ labels, histogram }) => {
        const { values } = await histogram.get()
        return values.map((value) => ({ ...value, labels: { ...labels, ...value.labels } }))
      }),
    )
    return { name: NAME, help: HELP, type: 'histogram', aggregator: 'sum', values: collected.flat() }
  }
}
