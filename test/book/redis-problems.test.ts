import { expect, test } from 'vitest'
import { Problems } from '../../server/book/stores/redis/nodes/problems.ts'
import { logWithLines } from '../support/log-lines.ts'

function problemsWithClock() {
  const clock = { now: 0 }
  const { log, lines } = logWithLines()
  return { clock, problems: new Problems(log, () => clock.now), logged: () => lines.map(({ reason }) => reason) }
}

test('a sentence is logged once, however many find it and however often', () => {
  const { problems, logged } = problemsWithClock()
  problems.report('master', ['the disk is full'])
  problems.report('master', ['the disk is full', 'the memory is full'])
  problems.report('writes', ['the disk is full'])
  expect(logged()).toEqual(['the disk is full', 'the memory is full'])
  expect(problems.current).toEqual(['the disk is full', 'the memory is full'])
})

test('a sentence holds as long as one of those who found it still does', () => {
  const { problems } = problemsWithClock()
  problems.report('master', ['the disk is full'])
  problems.report('writes', ['the disk is full'])
  problems.report('master', [])
  expect(problems.current).toEqual(['the disk is full'])
  problems.report('writes', [])
  expect(problems.current).toEqual([])
})

test('what comes and goes is logged again after a minute, not before', () => {
  const { clock, problems, logged } = problemsWithClock()
  const comeAndGo = () => {
    problems.report('master', ['the disk is full'])
    problems.report('master', [])
  }
  comeAndGo()
  clock.now = 60_000
  comeAndGo()
  expect(logged()).toHaveLength(1)
  clock.now = 60_001
  comeAndGo()
  expect(logged()).toHaveLength(2)
})
