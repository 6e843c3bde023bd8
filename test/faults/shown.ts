import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from './client.ts'
import type { FrontEnds } from './front-ends.ts'
import type { Acknowledged } from './writers.ts'

/** Which of these entries a front end does not show. */
async function unseenBy(client: Client, entries: Acknowledged): Promise<string[]> {
  const unseen: string[] = []
  for (const [message, id] of entries) {
    const { status, text } = await client.ask(`/api/entries/${id}`)
    if (status !== 200 || JSON.parse(text).message !== message) unseen.push(message)
  }
  return unseen
}

/**
 * Which entries the front ends still do not show after `within` milliseconds. One that has not asked the sentinels yet reads the former
 * master, which has not heard of what came after it.
 */
export async function stillUnseen(frontEnds: FrontEnds, entries: Acknowledged, within: number): Promise<string[]> {
  const deadline = performance.now() + within
  for (;;) {
    const unseen = await Promise.all(frontEnds.all.map(({ client }) => unseenBy(client, entries)))
    if (unseen.flat().length === 0 || performance.now() > deadline) return unseen.flat()
    await pause(20)
  }
}

/**
 * Which lost entries the front ends still show after `within` milliseconds. They need a moment to see what the new master lacks, and one
 * that has not asked the sentinels since then is ready too.
 */
export async function stillShown(
  frontEnds: FrontEnds,
  acknowledged: Acknowledged,
  { lost, within }: { readonly lost: readonly string[]; readonly within: number },
): Promise<string[]> {
  const deadline = performance.now() + within
  for (;;) {
    const shown = await Promise.all(frontEnds.all.map(({ client }) => shownThoughLost(client, acknowledged, lost)))
    if (shown.flat().length === 0 || performance.now() > deadline) return shown.flat()
    await pause(20)
  }
}

async function shownThoughLost(client: Client, acknowledged: Acknowledged, lost: readonly string[]): Promise<string[]> {
  const shown: string[] = []
  for (const message of lost) {
    const { status, text } = await client.ask(`/api/entries/${acknowledged.get(message)}`)
    if (status === 200 && JSON.parse(text).message === message) shown.push(message)
  }
  return shown
}

/** The messages on a front end's first page. */
export async function messagesShownBy(client: Client): Promise<string[]> {
  const { text } = await client.ask('/api/entries?limit=100')
  return JSON.parse(text).entries.map(({ message }: { message: string }) => message)
}
