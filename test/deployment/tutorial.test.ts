import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { find, manifestFiles, readResources, resourcesOf } from './manifests.ts'

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const blocksOf = (text: string) => [...text.matchAll(/```(?:sh)?\n[\s\S]*?```/g)].map(([block]) => block)
const TUTORIAL = read('tutorial.md')
const COMMANDS = [...TUTORIAL.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))

test('the tutorial is the same in both languages, command by command', () => {
  expect(blocksOf(read('tutorial.zh.md'))).toEqual(blocksOf(TUTORIAL))
})

test('the tutorial creates every manifest, each once', () => {
  const created = COMMANDS.map((command) => /^kubectl create -f (\S+)$/.exec(command)?.[1]).filter((file) => file)
  for (const file of created) expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true)
  expect(created.map((file) => file?.split('/')[1]).sort()).toEqual(
    manifestFiles()
      .map((file) => file.split('/').at(-1))
      .sort(),
  )
})

test.each(COMMANDS.filter((command) => command.includes('-l ')))('%s selects something', (command) => {
  for (const [, label = '', value] of command.matchAll(/-l ([\w./-]+)=([\w-]+)/g)) {
    const named = label === 'kubernetes.io/service-name' ? resourcesOf('Service') : readResources()
    const found = named.filter(({ metadata }) => (metadata?.labels?.[label] ?? metadata?.name) === value)
    expect(found.length, `${label}=${value}`).toBeGreaterThan(0)
  }
})

test.each(COMMANDS.filter((command) => /\brc[ /][a-z]/.test(command)))(
  '%s names a controller that is there',
  (command) => {
    expect(find('ReplicationController', /\brc[ /]([\w-]+)/.exec(command)?.[1] ?? '')).toBeDefined()
  },
)
