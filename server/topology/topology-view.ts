import type { Topology } from '../book/topology.ts'
import type { EntryWay } from './entry-ways.ts'

export interface TopologyView {
  /** Of the process that answers. */
  readonly process: string
  /** Undefined for an embedded book. */
  readonly topology: Topology | undefined
  /** The way of the visitor's newest entry; `none` if they have none, `elsewhere` if another process received it. */
  readonly way: EntryWay | 'none' | 'elsewhere'
}
