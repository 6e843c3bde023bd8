import { expect, test } from 'vitest'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import type { TracingSettings } from '../../server/configuration/tracing.ts'

const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT'
const HEADERS = 'OTEL_EXPORTER_OTLP_HEADERS'
const at = { [ENDPOINT]: 'http://collector:4318' }

test.each<[environment: Record<string, string>, expected: Partial<TracingSettings> | undefined]>([
  [{}, undefined],
  [{ [ENDPOINT]: '' }, undefined],
  [{ OTEL_SERVICE_NAME: 'book' }, undefined],
  [at, { url: 'http://collector:4318/v1/traces', headers: {}, serviceName: 'guestbook', ratio: 1 }],
  [{ [ENDPOINT]: 'https://otlp.example/base/' }, { url: 'https://otlp.example/base/v1/traces' }],
  [{ [ENDPOINT]: 'http://[::1]:4318' }, { url: 'http://[::1]:4318/v1/traces' }],
  [{ ...at, OTEL_SERVICE_NAME: 'our book' }, { serviceName: 'our book' }],
  [{ ...at, OTEL_TRACES_SAMPLER_ARG: '0.25' }, { ratio: 0.25 }],
  [{ ...at, OTEL_TRACES_SAMPLER_ARG: '.5' }, { ratio: 0.5 }],
  [{ ...at, OTEL_TRACES_SAMPLER_ARG: '0' }, { ratio: 0 }],
  [{ ...at, [HEADERS]: 'authorization=Basic%20YTpi' }, { headers: { authorization: 'Basic YTpi' } }],
  [{ ...at, [HEADERS]: 'authorization=Basic YTpi==' }, { headers: { authorization: 'Basic YTpi==' } }],
  [{ ...at, [HEADERS]: ' a = 1 , b=2' }, { headers: { a: '1', b: '2' } }],
  [{ ...at, [HEADERS]: 'a=' }, { headers: { a: '' } }],
  [{ ...at, [HEADERS]: ' ' }, { headers: {} }],
])('%j is read', (environment, expected) => {
  const { tracing } = readConfiguration(environment)
  if (expected === undefined) expect(tracing).toBeUndefined()
  else expect(tracing).toMatchObject(expected)
})

test.each<[environment: Record<string, string>, problem: string]>([
  [
    { [ENDPOINT]: 'collector:4318' },
    'OTEL_EXPORTER_OTLP_ENDPOINT must be an address like http://collector:4318, but is "collector:4318"',
  ],
  [
    { [ENDPOINT]: 'grpc://collector:4317' },
    'OTEL_EXPORTER_OTLP_ENDPOINT must be an address like http://collector:4318, but is "grpc://collector:4317"',
  ],
  [
    { [ENDPOINT]: 'http://collector:4318/?token=a' },
    'OTEL_EXPORTER_OTLP_ENDPOINT must be an address like http://collector:4318, but is "http://collector:4318/?token=a"',
  ],
  [
    { [ENDPOINT]: 'http://me:open-sesame@collector:4318' },
    'OTEL_EXPORTER_OTLP_ENDPOINT must have no user name and no password: set OTEL_EXPORTER_OTLP_HEADERS instead',
  ],
  [
    { ...at, OTEL_TRACES_SAMPLER_ARG: '10%' },
    'OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1, such as 0.1, but is "10%"',
  ],
  [
    { ...at, OTEL_TRACES_SAMPLER_ARG: '2' },
    'OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1, such as 0.1, but is "2"',
  ],
  ...['open-sesame', '=open-sesame', 'a=%zz', 'a=%0d%0ab', 'a=1,,b=2', 'a b=1', 'a=é'].map(
    (headers): [Record<string, string>, string] => [
      { ...at, [HEADERS]: headers },
      'OTEL_EXPORTER_OTLP_HEADERS must be headers like authorization=Bearer%20abc, separated by commas',
    ],
  ),
])('%j is refused', (environment, problem) => {
  expect(() => readConfiguration(environment)).toThrow(
    expect.objectContaining({ name: 'BadConfiguration', problems: [problem] }),
  )
})
