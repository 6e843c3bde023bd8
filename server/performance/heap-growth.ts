import { setFlagsFromString } from 'node:v8'

/** After a collection, the heap may grow by 90 %, not to two or three times its size. Benchmark rows: "memory during …". */
export function limitHeapGrowth(): void {
  setFlagsFromString('--heap-growing-percent=90')
}
