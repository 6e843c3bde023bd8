import type { Redis } from 'ioredis'
import type { BookKeys } from './book-keys.ts'
import type { MasterWrite } from './master-write.ts'
import { DECIDE } from './scripts/decide.ts'
import { MARK, REPLY } from './scripts/mark.ts'
import { TAKE_BACK, WITHDRAW } from './scripts/own.ts'
import { REMOVE } from './scripts/remove.ts'
import { CLEAR_RULES, CLEAR_SETTINGS, SET_GATE, SET_RULES, SET_SETTINGS } from './scripts/rules.ts'

const SCRIPTS = {
  clearRules: CLEAR_RULES,
  clearSettings: CLEAR_SETTINGS,
  decide: DECIDE,
  mark: MARK,
  remove: REMOVE,
  reply: REPLY,
  setGate: SET_GATE,
  setRules: SET_RULES,
  setSettings: SET_SETTINGS,
  takeBack: TAKE_BACK,
  withdraw: WITHDRAW,
} as const

interface TransitionOptions {
  readonly keys: BookKeys
  readonly write: MasterWrite
}

interface TransitionReply {
  readonly generation: string
  /** One text per entry, as the script says. */
  readonly answers: readonly string[]
}

/** Runs the scripts that change entries, rules and settings, each in one step and confirmed like an append. Throws as {@link MasterWrite} does. */
export class Transitions {
  readonly #options: TransitionOptions

  constructor(writer: Redis, options: TransitionOptions) {
    this.#options = options
    for (const [name, lua] of Object.entries(SCRIPTS)) writer.defineCommand(`${name}Script`, { lua, numberOfKeys: 2 })
  }

  async run(name: keyof typeof SCRIPTS, ...values: readonly (string | number)[]): Promise<TransitionReply> {
    const { keys, write } = this.#options
    const reply = await write(
      (writer) =>
        (writer as Redis & Record<`${typeof name}Script`, Script>)[`${name}Script`](
          keys.entries,
          keys.generation,
          Date.now(),
          ...values,
        ),
      { confirm: true },
    )
    const [generation, ...answers] = reply
    return { generation: generation ?? '', answers: answers as string[] }
  }
}

type Script = (...values: (string | number)[]) => Promise<[generation: string | null, ...answers: string[]]>
