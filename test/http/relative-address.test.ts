import { expect, test } from 'vitest'
import { relativeAddress, relativeAddresses, rootFrom } from '../../server/http/relative-address.ts'

test.each([
  ['/', './'],
  ['/?before=1-0/x', './'],
  ['/topology', './'],
  ['/admin/people', '../'],
  ['/entry/5-0/change?a/b', '../../'],
  ['//', '../'],
  ['http://book.example/entry/5-0', '../'],
  ['', './'],
  ['/#a/b', './'],
  ['/entry/5-0#a/b?c/d', '../'],
  ['http://book.example/#a/b', './'],
  ['/'.repeat(18), '../'.repeat(16)],
  ['/'.repeat(10_000), '../'.repeat(16)],
])('from %j the root is %j', (url, root) => {
  expect(rootFrom({ url })).toBe(root)
})

test.each([
  ['/', '../'],
  ['/?a=1#b', '../?a=1#b'],
  ['//other.example/', '//other.example/'],
  ['https://other.example/', 'https://other.example/'],
  ['./x', './x'],
  ['#x', '#x'],
])('the address %j becomes %j', (address, expected) => {
  expect(relativeAddress(address, '../')).toBe(expected)
})

test.each([
  ['<a href="/x">/x</a>', '<a href="../x">/x</a>'],
  ['<script src="/a.js" type="module">', '<script src="../a.js" type="module">'],
  ['<form action="/"><button formaction="/x">', '<form action="../"><button formaction="../x">'],
  ['<meta http-equiv="refresh" content="0; url=/x">', '<meta http-equiv="refresh" content="0; url=../x">'],
  ['<input value="/x"><p title="/x">', '<input value="/x"><p title="/x">'],
  ['<p>&#34; href&#61;&#34;/x&#34;</p>', '<p>&#34; href&#61;&#34;/x&#34;</p>'],
  ['<a href="//other.example">', '<a href="//other.example">'],
])('the document %j becomes %j', (document, expected) => {
  expect(relativeAddresses(document, '../')).toBe(expected)
})
