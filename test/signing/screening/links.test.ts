import { expect, test } from 'vitest'
import { countLinks } from '../../../server/signing/screening/links.ts'
import { processorTime } from '../../support/busy.ts'

test.each<[text: string, why: string]>([
  ['See http://example.com', 'a scheme'],
  ['HTTPS://EXAMPLE.ORG/x?y=1#z', 'a scheme in capitals'],
  ['http://localhost:8080/', 'a scheme, whatever follows'],
  ['ftp://files.example.org', 'any scheme'],
  ['hxxp://example.com', 'a disguised scheme'],
  ['hxxps[://]example.com', 'a disguised scheme'],
  ['h**p://example.com', 'a disguised scheme'],
  ['www.example.com', 'www.'],
  ['go to www.beispiel.museum now', 'www. with any ending'],
  ['ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ', 'full-width letters'],
  ['example.com', 'a bare name'],
  ['Example.com is nice', 'a bare name that begins a sentence'],
  ['EXAMPLE.DE', 'a bare name in capitals'],
  ['My blog: anna-writes.co.uk.', 'a country with a second level, and a full stop'],
  ['bit.ly/3xYz', 'a short address'],
  ['t.me/channel', 'an ending that is a word, with a path'],
  ['cheap-pills.in', 'an ending that is a word, with a hyphen before it'],
  ['casino24.win', 'an ending that is a word, with a digit before it'],
  ['пример.рф', 'Cyrillic'],
  ['münchen.de', 'a letter with an accent'],
  ['例子.中国', 'Chinese'],
  ['例え.みんな', 'Japanese'],
  ['مثال.موقع', 'Arabic'],
  ['xn--e1afmkfd.xn--p1ai', 'punycode'],
  ['看看example.com吧', 'Chinese on both sides'],
  ['请看https://example.com，谢谢', 'Chinese around an address'],
  ['example。com', 'an ideographic full stop, which browsers accept'],
  ['exa\u200bmple.\u200bcom', 'invisible characters'],
  ['example [dot] com', 'a spelled dot in brackets'],
  ['example(dot)com', 'a spelled dot in parentheses'],
  ['example dot com', 'a spelled dot'],
  ['example[.]com', 'a dot in brackets'],
  ['example . com', 'a dot with spaces around it'],
  ['[url=example.com]x[/url]', 'BBCode'],
  ['<a href="//example.com/x">x</a>', 'HTML'],
  ['[x](example.com)', 'Markdown'],
  ['example.com:8080/x', 'a port'],
  ['185.12.33.4/win', 'numbers with a path'],
  ['185.12.33.4:8080', 'numbers with a port'],
  ['cheap-watch.lol', 'a newer ending that is a word'],
  ['pills.pw', 'a country that is often abused'],
  ['expyuzz4wqqyqhjn.onion', 'a hidden service'],
])('%j is a link: %s', (text) => {
  expect(countLinks(text)).toBe(1)
})

test.each<[text: string, why: string]>([
  ['We had tea, cake, etc. and more', 'a full stop'],
  ['e.g. the garden, i.e. the back', 'abbreviations'],
  ['z.B. der Garten, d.h. hinten', 'German abbreviations'],
  ['Mr.Smith and Dr.No', 'titles'],
  ['J.R.R.Tolkien', 'initials'],
  ['3.5 stars, 10.30 Uhr, v1.2.3, 26.11.2026', 'numbers'],
  ['It was lovely…and.then we left', 'a dot within a sentence'],
  ['It was great.It really was', 'a full stop without a space, and "It" is an ending'],
  ['it was great.it was fun.so nice.me too', 'the same in small letters'],
  ['Merci.au revoir', 'the same in French'],
  ['Muy bonito.es verdad', 'the same in Spanish'],
  ['So schön!Bis bald.in Liebe', 'the same in German'],
  ['wow...com', 'an ellipsis'],
  ['Write to anna@example.com', 'an e-mail address'],
  ['Anna <anna.b+tag@mail.example.co.uk>', 'a longer e-mail address'],
  ['他说:很好.真的', 'Chinese with a dot'],
  ['太美了。come again', 'an ideographic full stop'],
  ['谢谢你.我爱你', 'an ending that is a Chinese sentence'],
  ['so funny.lol', 'an ending that is a word'],
  ['version 1.2.3.4, page 10.12.20.24', 'numbers'],
  ['我爱你。in the end', 'an ideographic full stop before English'],
  ['Ratio 3:2, time 10:30, and/or', 'colons and slashes'],
  ['the dot com boom', 'a spelled dot that is none'],
  ['a.m. or p.m.?', 'hours'],
  ['St.Gallen, U.S.A., Ph.D.', 'places and degrees'],
  ['README.md, main.py', 'files'],
  [':-) ;-) <3 :// ://', 'signs'],
  ['Anna:Bob', 'a colon'],
  ['', 'nothing'],
])('%j has no link: %s', (text) => {
  expect(countLinks(text)).toBe(0)
})

test.each<[text: string, count: number]>([
  ['http://example.com http://example.com', 2],
  ['http://a.example.comhttp://b.example.com', 2],
  ['http://a.example.com看http://b.example.com，www.example.org', 3],
  ['<a href="http://example.com">www.example.com</a>', 2],
  ['http://example.com/www.html', 1],
  ['http://user@example.com/a.html?b=c.com', 1],
  ['a.com,b.com;c.com', 3],
  ['anna@example.com example.com', 1],
])('%j has %i', (text, count) => {
  expect(countLinks(text)).toBe(count)
})

test('no text takes long', async () => {
  const texts = ['a.', 'a', 'a@', 'www.', 'http://', 'a-', 'a.com/', '.', ' dot ', '[', '點', 'é.', 'a\u0301.', 'a . ']
  const time = await processorTime(() => {
    for (const text of texts) countLinks(text.repeat(10_000 / text.length))
  })
  expect(time).toBeLessThan(500)
})
