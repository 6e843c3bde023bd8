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
    expect(read(line)).toMatchObject({ parts, saves, peer: undefined })
  })

  test.each([
    ['--only', /only/],
    ['--only pages', /reads, writes, live.*"pages"/],
    ['--only reads,', /got ""/],
    ['--fast', /--fast/],
    ['--read /', /--peer/],
    ['--match GET', /--against/],
    ['--against /tmp --peer http://localhost:3000 --read /', /both/],
  ])('"%s" is refused', (line, message) => {
    expect(() => read(line)).toThrow(UserError)
    expect(() => read(line)).toThrow(message)
  })
})

describe('a peer', () => {
  test('gets the requests of the command line', () => {
    expect(read('--peer http://localhost:3000/ --write /sign --body name=Ada --content-type text/plain').peer).toEqual({
      origin: 'http://localhost:3000',
      readPath: undefined,
      writePath: '/sign',
      body: 'name=Ada',
      contentType: 'text/plain',
    })
  })

  test.each(['http://127.0.0.1:80', 'http://127.9.8.7:3000', 'http://[::1]:3000', 'http://LOCALHOST:3000'])(
    'may be at %s',
    (address) => {
      expect(read(`--peer ${address} --read /`).peer?.readPath).toBe('/')
    },
  )

  test.each([
    'http://example.org',
    'http://192.168.0.1:3000',
    'http://127.0.0.1.example.org',
    'http://localhost@example.org',
    'http://ada@localhost:3000',
    'https://localhost:3000',
    'http://localhost:3000/guestbook',
    'localhost:3000',
  ])('may not be at %s', (address) => {
    expect(() => read(`--peer ${address} --read /`)).toThrow(/address of this machine/)
  })

  test.each([
    ['--peer http://localhost:3000', /neither/],
    ['--peer http://localhost:3000 --read entries', /begins with "\/"/],
  ])('"%s" is refused', (line, message) => {
    expect(() => read(line)).toThrow(message)
  })
})
