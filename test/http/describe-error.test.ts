import { describe, expect, test } from 'vitest'
import {
  BookLimitReached,
  KeyReused,
  MaybeWritten,
  NotWritten,
  TooManyPosts,
  Unreadable,
} from '../../server/book/errors.ts'
import { describeError } from '../../server/http/describe-error.ts'
import { HttpProblem, problemDocument } from '../../server/http/problem.ts'
import { UnfitDraft } from '../../server/signing/add-entry.ts'

const secret = 'connect ECONNREFUSED 10.0.0.7:6379'

describe('describeError', () => {
  test.each<[error: Error, status: number, kind: string, headers: Record<string, string>]>([
    [new TooManyPosts(40_001), 429, 'too-many-posts', { 'retry-after': '41' }],
    [new BookLimitReached(7_200_000), 429, 'book-limit', { 'retry-after': '7200' }],
    [new UnfitDraft([{ kind: 'empty', field: 'message' }]), 422, 'message-empty', {}],
    [new KeyReused(secret), 422, 'key-reused', {}],
    [new NotWritten(secret), 503, 'not-written', { 'retry-after': '2' }],
    [new MaybeWritten(secret), 503, 'maybe-written', { 'retry-after': '2' }],
    [new Unreadable(secret), 503, 'unreadable', { 'retry-after': '2' }],
    [new TypeError(secret), 500, 'internal-server-error', {}],
    [Object.assign(new Error(secret), { statusCode: 502 }), 500, 'internal-server-error', {}],
    [Object.assign(new Error('shorter, please'), { statusCode: 414 }), 414, 'uri-too-long', {}],
  ])('%s', (error, status, kind, headers) => {
    const problem = describeError(error)
    expect(problem).toMatchObject({ statusCode: status, kind, headers })
    expect(problem.message).not.toContain('10.0.0.7')
  })

  test('what is described already stays as it is', () => {
    const problem = new HttpProblem(404, 'not here')
    expect(describeError(problem)).toBe(problem)
  })

  test('whatever else is thrown, even nothing, is the server’s fault', () => {
    for (const thrown of [undefined, null, 'text', 7]) expect(describeError(thrown).statusCode).toBe(500)
  })
})

test('a problem document names the status, the detail, the fields and the request', () => {
  const errors = [{ pointer: '#/name', detail: 'too long' }]
  expect(problemDocument(new HttpProblem(422, 'detail', { errors }), 'id')).toEqual({
    kind: 'unprocessable-entity',
    title: 'Unprocessable Entity',
    status: 422,
    detail: 'detail',
    errors,
    requestId: 'id',
  })
  expect(problemDocument(new HttpProblem(499, 'detail'), 'id')).toEqual({
    kind: 'error',
    title: 'Error',
    status: 499,
    detail: 'detail',
    requestId: 'id',
  })
})
