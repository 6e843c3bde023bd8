import { expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { TOPOLOGY_TEXTS } from '../../server/languages/topology/catalogues.ts'
import { createPageContext } from '../../server/pages/page-context.ts'
import { renderTopology, type TopologyView } from '../../server/topology/topology-page.ts'
import { ASSETS } from '../pages/samples.ts'

test.each(LANGUAGES)('no master wrote an entry where one process keeps the book (%s)', (language) => {
  const { way } = TOPOLOGY_TEXTS[language]
  const context = createPageContext(language, {}, ASSETS)
  const render = (view: Omit<TopologyView, 'process'>) => renderTopology({ process: 'frontend', ...view }, context)
  const entryWay = { written: 1, read: 2 }
  const embedded = render({ topology: undefined, way: entryWay })
  expect(embedded).toContain(way.writtenHere)
  expect(embedded).not.toContain(way.written)
  const topology = { master: { offset: 1 }, replicas: [], reads: { from: 'master' } } as const
  const onRedis = render({ topology, way: entryWay })
  expect(onRedis).toContain(way.written)
  expect(onRedis).not.toContain(way.writtenHere)
  const late = render({ topology: undefined, way: 'elsewhere' })
  expect(late).toContain(way.longAgo)
  expect(late).not.toContain(way.elsewhere)
})
