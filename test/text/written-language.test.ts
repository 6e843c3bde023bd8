import { expect, test } from 'vitest'
import type { Language } from '../../server/common/languages.ts'
import { writtenLanguage } from '../../server/common/text/written-language.ts'

test.each<[text: string, page: Language, language: string | undefined]>([
  ['Lovely day!', 'en', undefined],
  ['Ein schöner Tag', 'en', undefined],
  ['Lovely day!', 'ar', ''],
  ['Lovely day!', 'ja', ''],
  ['😀 12:30 …', 'ar', undefined],
  ['', 'en', undefined],
  ['おめでとうございます', 'en', 'ja'],
  ['東京から来ました', 'en', 'ja'],
  ['東京から来ました', 'ja', undefined],
  ['ﾊﾝｶｸ', 'en', 'ja'],
  ['축하합니다', 'en', 'ko'],
  ['恭喜你们！', 'en', 'zh-Hans'],
  ['恭喜你們！', 'en', 'zh-Hant'],
  ['恭喜你們！', 'zh-Hans', 'zh-Hant'],
  ['恭喜', 'zh-Hant', undefined],
  ['恭喜', 'ja', undefined],
  ['恭喜', 'de', 'zh-Hans'],
  ['ㄅㄆㄇ', 'en', 'zh-Hant'],
  ['مبروك', 'zh-Hans', 'ar'],
  ['مبروك', 'ar', undefined],
  ['تبریک می‌گویم، چه روزی', 'en', 'fa'],
  ['بہت خوب ٹھیک ہے', 'en', 'ur'],
  ['מזל טוב', 'en', 'he'],
  ['ยินดีด้วย', 'en', 'th'],
  ['बधाई हो', 'en', 'hi'],
  ['Поздравляю!', 'en', 'ru'],
  ['Вітаю вас щиро', 'en', 'uk'],
  ['Честитам, љубави', 'en', 'sr'],
  ['Συγχαρητήρια', 'en', 'el'],
  ['გილოცავთ', 'en', 'ka'],
  // The most letters decide.
  ['Congratulations to 美香 from all of us', 'ja', ''],
  ['結婚おめでとう from Tom', 'en', 'ja'],
  ['𠮷野家', 'en', 'zh-Hans'],
])('%s on a page in %s is in %s', (text, page, language) => {
  expect(writtenLanguage(text, page)).toBe(language)
})
