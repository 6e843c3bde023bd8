import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { RequestDurations } from '../../server/request-durations.ts'

test('requests of one kind are counted together, each in its bucket and in all above', async () => {
  const registry = new Registry()
  const durations = new RequestDurations(registry)
  const page = { method: 'GET', route: '/', status: 200 }
  for (const seconds of [0.001, 0.002, 0.3, 60]) durations.observe(page, seconds)
  durations.observe({ ...page, status: 304 }, 0.01)
  durations.observe({ ...page, method: 'HEAD' }, 0.01)
  const lines = (await registry.metrics()).split('\n')
  const name = 'guestbook_request_duration_seconds'
  const below = (bound: string) => `${name}_bucket{le="${bound}",method="GET",route="/",status="200"}`
  expect(lines).toEqual(
    expect.arrayContaining([
      `# TYPE ${name} histogram`,
      `${below('0.001')} 1`,
      `${below('0.0025')} 2`,
      `${below('0.25')} 2`,
      `${below('0.5')} 3`,
      `${below('2.5')} 3`,
      `${below('+Inf')} 4`,
      `${name}_count{method="GET",route="/",status="200"} 4`,
      `${name}_sum{method="GET",route="/",status="200"} 60.303`,
      `${name}_count{method="GET",route="/",status="304"} 1`,
      `${name}_count{method="HEAD",route="/",status="200"} 1`,
    ]),
  )
})
