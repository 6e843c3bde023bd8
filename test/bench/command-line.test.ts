import { describe, expect, test } from 'vitest'
import { readCommandLine, UserError } from '../../bench/command-line.ts'

const PARTS = ['reads', 'writes', 'live']
const read = (line: string) => readCommandLine(line.split(' ').filter(Boolean), PARTS)

describe('what is run', () => {
  test.each([
    ['', PARTS, true],
    ['--quick', PARTS, false],
    ['--quick --save', PARTS, true],
    ['--only writes', ['writes'], false],
    ['--only live,reads', ['reads', 'live'], false],
    ['--only reads --save', ['reads'], true],
    ['--against ../other', PARTS, false],
  ])('"%s" runs %j and saves: %s', (line, parts, saves) => {
    expect(read(line)).toMatchObject({ parts, saves })
  })

  test.each([
    ['--only', /only/],
    ['--only pages', /reads, writes, live.*"pages"/],
    ['--only reads,', /got ""/],
    ['--fast', /--fast/],
    ['--match GET', /--against/],
  ])('"%s" is refused', (line, message) => {
    expect(() => read(line)).toThrow(UserError)
    expect(() => read(line)).toThrow(message)
  })
})
