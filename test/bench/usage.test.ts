import { expect, test } from 'vitest'
import { parseCpuSeconds, parseResidentBytes } from '../../bench/processes/usage.ts'

// The first 20 fields of /proc/<pid>/stat; the name is of the program's own choice.
const stat = (name: string) => `4711 (${name}) S 1 4711 4711 0 -1 4194304 100 0 0 0 250 75 0 0 20 0 11 0`

test.each(['node', 'a b', '(sd-pam)', ') 9 9'])('the CPU time of a process named "%s"', (name) => {
  expect(parseCpuSeconds(stat(name))).toBe(3.25)
})

test('what is no such line is refused', () => expect(() => parseCpuSeconds('4711 (node) S')).toThrow(/got "4711/))

test('the memory of a process', () => {
  expect(parseResidentBytes('Name:\tnode\nVmHWM:\t   900 kB\nVmRSS:\t   800 kB\n')).toBe(819_200)
  expect(() => parseResidentBytes('Name:\tnode\n')).toThrow(/VmRSS/)
})
