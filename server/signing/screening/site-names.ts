interface DottedWords {
  readonly name: string
  readonly end: string
  /** True if a path follows: "example.com/page". */
  readonly hasPath: boolean
}

/**
 * True if dotted words probably name a site. People leave out the space after a full stop ("It was great.it was"), so an ending that is also
 * a word counts only with a path, or with a digit or hyphen in the name. A false alarm makes an entry wait, so rare endings do not count.
 */
export function mayNameSite({ name, end, hasPath }: DottedWords): boolean {
  if (!/\p{L}/u.test(name)) return false
  const lower = end.toLowerCase()
  if (lower.startsWith('xn--') || CERTAIN.has(lower)) return true
  // A capital letter begins a sentence: "So nice.Me too".
  if (end !== lower && name !== name.toUpperCase()) return false
  if (COUNTRIES.has(lower) || OWN_SCRIPTS.has(lower)) return true
  return WORDS.has(lower) && (hasPath || /[\d-]/.test(name))
}

const listOf = (text: string) => new Set(text.split(' '))

/** No words of a language, in any case. */
const CERTAIN = listOf('com net org info biz xyz edu gov')

/** Common endings that are rarely words. */
const COUNTRIES = listOf(
  'ac ae bg br bz cc ch cl cn co cz de dk ee eu fi fr gg gl gr hk hr hu ie io ir jp kr kz li lt lv ly mx mobi nl nz ph ' +
    'pk pl pt pw ro rs ru sg sk th tk tr tw tv ua uk uz vn ws za ' +
    'app bet buzz casino cfd click club cyou dev icu loan online poker porn sbs sex shop site store tech vip website wiki xxx',
)

/** Endings that are common words too. */
const WORDS = listOf(
  'agency ai al am ar as asia at au be best bid blog bond by ca cat center cf chat cloud cool do email es finance fm ' +
    'fun ga game games gq guru help id il im in ink is it la life link live lol love lu ma me ml ms mu my name ne news no one ' +
    'onion pa page pe pm pro pub quest re red review rocks run se si so social space stream su team to today tools top ' +
    'trade us vc video win work works world zone 我爱你',
)

const OWN_SCRIPTS = listOf(
  'рф рус онлайн сайт москва бел укр срб мкд қаз бг ελ 中国 中國 公司 网络 網絡 网址 在线 中文网 商城 网店 香港 台湾 台灣 ' +
    '新加坡 한국 닷컴 닷넷 みんな コム موقع شبكة مصر السعودية امارات الاردن المغرب ایران भारत ไทย',
)
