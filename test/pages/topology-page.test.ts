import { expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { TOPOLOGY_TEXTS } from '../../server/languages/topology/catalogues.ts'
import { createPages } from '../../server/pages/pages.ts'
import { ASSETS } from './samples.ts'

const pages = createPages({ settings: { current: {} }, assets: ASSETS })

test.each(LANGUAGES)('no master wrote an entry where one process keeps the book (%s)', (language) => {
  const { way } = TOPOLOGY_TEXTS[language]
  const render = (view: Parameters<typeof pages.topology>[0]) => pages.topology(view, language)
  const entryWay = { written: 1, read: 2 }
  const embedded = render({ process: 'frontend', topology: undefined, way: entryWay })
  expect(embedded).toContain(way.writtenHere)
  expect(embedded).not.toContain(way.written)
  const topology = { master: { offset: 1 }, replicas: [], reads: { from: 'master' } } as const
  const onRedis = render({ process: 'frontend', topology, way: entryWay })
  expect(onRedis).toContain(way.written)
  expect(onRedis).not.toContain(way.writtenHere)
  const late = pages.topology({ process: 'frontend', topology: undefined, way: 'elsewhere' }, language)
  expect(late).toContain(way.longAgo)
  expect(late).not.toContain(way.elsewhere)
})
