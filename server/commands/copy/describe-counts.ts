import type { Counts } from '../../book/stores/transfer/content.ts'

/** "12 entries, 1 hidden, 3 waiting, 0 spam, 40 changes and 2 people" */
export function describeCounts({ entries, hidden, waiting, spam, changes, people }: Counts): string {
  return [
    count(entries, 'entry', 'entries'),
    `${hidden} hidden, ${waiting} waiting, ${spam} spam`,
    `${count(changes, 'change', 'changes')} and ${count(people, 'person who keeps it', 'people who keep it')}`,
  ].join(', ')
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
