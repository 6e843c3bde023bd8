import type { ReplicaView } from '../../book/topology.ts'

/** The texts of the page that shows which parts keep the book. Numbers are already formatted. */
export interface TopologyText {
  readonly title: string
  readonly intro: string
  readonly servedBy: (process: string) => string
  readonly readFrom: (node: string) => string
  readonly fromMemory: string
  readonly master: string
  readonly replica: (number: string) => string
  /** A replica whose number is unknown. */
  readonly someReplica: string
  /** The headings of columns: position and distance in bytes, time since the last answer in seconds. */
  readonly offset: string
  readonly behind: string
  readonly silence: string
  readonly link: string
  readonly links: Readonly<Record<ReplicaView['link'] | 'away', string>>
  /** In place of all that, for a book without nodes. */
  readonly embedded: string
  readonly way: {
    readonly title: string
    /** The visitor has not signed lately. */
    readonly none: string
    readonly elsewhere: string
    /** In place of that, where one process keeps the book. */
    readonly longAgo: string
    readonly received: string
    readonly written: string
    /** In place of that, where one process keeps the book. */
    readonly writtenHere: string
    readonly read: string
  }
}
