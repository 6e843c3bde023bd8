import fc, { type Arbitrary } from 'fast-check'
import { awkwardText } from '../text/awkward-text.ts'
import { encodePairs, text } from './awkward-values.ts'

const draft = fc.oneof(
  { weight: 4, arbitrary: fc.record({ name: text, message: text }) },
  { weight: 2, arbitrary: fc.record({ message: text }) },
  {
    weight: 1,
    arbitrary: fc.record(
      { name: fc.jsonValue(), message: fc.jsonValue(), extra: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  },
)

/** What a post may bring, and its type. */
export const body: Arbitrary<{ type: string | undefined; body: Buffer | undefined }> = fc.oneof(
  {
    weight: 3,
    arbitrary: draft.map((value) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(value)) })),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom('name', 'message') }, { weight: 1, arbitrary: awkwardText }),
          text,
        ),
        { maxLength: 3 },
      )
      .map((pairs) => ({ type: 'application/x-www-form-urlencoded', body: Buffer.from(encodePairs(pairs)) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        '',
        '{',
        '[]',
        'null',
        '"x"',
        '{"message":"a","message":"b"}',
        '{"__proto__":{"message":"x"}}',
        '{"constructor":{"prototype":{"x":1}},"message":"x"}',
        '['.repeat(20_000),
        `{"message":"${'x'.repeat(140_000)}"}`,
        '\ufeff{"message":"x"}',
      )
      .map((value) => ({ type: 'application/json', body: Buffer.from(value) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        'message=%',
        'message=%ff%fe',
        '&&&',
        '=',
        'message',
        `message=${'%F0'.repeat(60_000)}`,
        'a='.repeat(3000),
      )
      .map((value) => ({ type: 'application/x-www-form-urlencoded', body: Buffer.from(value) })),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 500 }).map((bytes) => ({ type: undefined, body: Buffer.from(bytes) })),
  },
  { weight: 2, arbitrary: fc.constant({ type: undefined, body: undefined }) },
)
