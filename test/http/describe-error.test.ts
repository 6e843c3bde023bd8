import { describe, expect, test } from 'vitest'
import { KeyReused, MaybeWritten, NotWritten, TooManyPosts, Unreadable } from '../../server/book/book.ts'
import { describeError } from '../../server/http/describe-error.ts'
import { HttpProblem, problemDocument } from '../../server/http/problem.ts'

const secret = 'connect ECONNREFUSED 10.0.0.7:6379'

describe('describeError', () => {
  test.each<[error: Error, status: number, says: RegExp, headers: Record<string, string>]>([
    [new TooManyPosts(41), 429, /again in 41 s/, { 'retry-after': '41' }],
    [new KeyReused(secret), 422, /Idempotency-Key/, {}],
    [new NotWritten(secret), 503, /this attempt added nothing/, { 'retry-after': '2' }],
    [new MaybeWritten(secret), 503, /may yet appear/, { 'retry-after': '2' }],
    [new Unreadable(secret), 503, /cannot be read/, { 'retry-after': '2' }],
    [new TypeError(secret), 500, /id/, {}],
    [Object.assign(new Error(secret), { statusCode: 502 }), 500, /id/, {}],
    [Object.assign(new Error('shorter, please'), { statusCode: 414 }), 414, /shorter/, {}],
  ])('%s', (error, status, says, headers) => {
    const problem = describeError(error)
    expect(problem).toMatchObject({ statusCode: status, headers })
    expect(problem.message).toMatch(says)
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
    title: 'Unprocessable Entity',
    status: 422,
    detail: 'detail',
    errors,
    requestId: 'id',
  })
  expect(problemDocument(new HttpProblem(499, 'detail'), 'id')).toEqual({
    title: 'Error',
    status: 499,
    detail: 'detail',
    requestId: 'id',
  })
})
