import { expect, test } from 'vitest'
import { readsLikeOwner } from '../../../server/signing/screening/owner-name.ts'

test.each<[name: string, why: string]>([
  ['Anna Maria', 'the same'],
  ['ANNA maria', 'another case'],
  ['Ánna Maria', 'an accent'],
  ['Anna  Maria', 'spaces'],
  ['AnnaMaria', 'no space'],
  ['A n n a M a r i a', 'a space everywhere'],
  ['~ Anna Maria ✓', 'signs'],
  ['Anna-Maria.', 'a hyphen and a full stop'],
  ['Ａｎｎａ Ｍａｒｉａ', 'full-width letters'],
  ['𝐀𝐧𝐧𝐚 𝐌𝐚𝐫𝐢𝐚', 'letters for mathematics'],
  ['Аnnа Маriа', 'Cyrillic letters among Latin ones'],
  ['Αnna Μaria', 'Greek capitals'],
  ['Anna Mar\u200bia', 'an invisible character'],
  ['Anna Mar1a', 'a digit'],
  ['ANNA MARlA', 'a small l for a capital I'],
  ['Anna\u00adMaria', 'a soft hyphen'],
  ['ᴀɴɴᴀ ᴍᴀʀɪᴀ', 'small capitals'],
  ['🅐🅝🅝🅐 🅜🅐🅡🅘🅐', 'letters on discs'],
  ['🅰️nna 🅼aria', 'letters on squares'],
  ['🇦\u200b🇳\u200b🇳\u200b🇦 Maria', 'letters of flags'],
  ['Anna Maria 🇩🇪', 'a flag'],
  ['Ⱥnna Marɨa', 'strokes'],
  ['A\u20e0nna Mari\u0489a', 'enclosing marks'],
  ['Anna\u0e31 Maria', 'a mark of another script'],
  ['Anna Maria (owner)', 'what the page calls an owner'],
  ['Gastgeber: Anna Maria', 'the same in German'],
])('%j reads like "Anna Maria": %s', async (name) => {
  expect(await readsLikeOwner(name, 'Anna Maria')).toBe(true)
})

test.each<[name: string, owner: string]>([
  ['', 'Anna'],
  ['Anna', ''],
  ['Anna Schmidt', 'Anna'],
  ['Hanna', 'Anna'],
  ['Ana', 'Anna'],
  ['Anne', 'Anna'],
  ['Lan', 'Ian'],
  ['Ian', 'Lan'],
  ['小雨', '小雪'],
  ['हार', 'हरि'],
  ['มา', 'มี'],
  ['ざくら', 'さくら'],
  ['owner', 'Anna'],
  ['Мария', 'Мария Петровна'],
  ['★', 'Anna'],
  ['☆', '★'],
])('%j is another name than %j', async (name, owner) => {
  expect(await readsLikeOwner(name, owner)).toBe(false)
})

test.each([
  ['İPEK IŞIL', 'İpek Işıl'],
  ['ipek ışıl', 'İpek Işıl'],
  ['Ipek Isil', 'İpek Işıl'],
  ['pawel', 'Paweł'],
  ['한 별', '한별'],
])('%j reads like %j', async (name, owner) => {
  expect(await readsLikeOwner(name, owner)).toBe(true)
})

test.each([
  ['lan', 'Ian'],
  ['l0la', 'lola'],
  ['Liӏӏi', 'Lilli'],
  ['Jϋrgen', 'Jürgen'],
])('%j looks like %j', async (name, owner) => {
  expect(await readsLikeOwner(name, owner)).toBe(true)
})

test.each([['小雨'], ['ليلى'], ['हरि'], ['มี'], ['Zoë'], ['Ян'], ['★'], ['O’Neil'], ['한별']])(
  '%j is itself',
  async (name) => {
    expect(await readsLikeOwner(name, name)).toBe(true)
  },
)
