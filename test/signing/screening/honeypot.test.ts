import { expect, test } from 'vitest'
import { LANGUAGES } from '../../../server/common/languages.ts'
import { CATALOGUES } from '../../../server/languages/catalogues.ts'
import { HONEYPOT } from '../../../server/signing/screening/honeypot.ts'

/**
 * Parts of names and labels by which browsers and password managers find fields to fill in, in the languages of the pages. Compare
 * Chromium's components/autofill/core/common/autofill_regex_constants.h and Bitwarden's identity field names.
 */
const FILLED_IN = new RegExp(
  [
    'name|nom|nombre|vorname|prénom|apellido|famille|title|titel|titre|initial|user|login|account|konto|pass|pin|otp|code|secret',
    'mail|courriel|correo|phone|tel|mobile|handy|fax|url|web|site|home|page|link|company|business|organi|firma|empresa|société',
    'address|addr|adresse|dirección|street|stra|rue|calle|house|haus|apartment|suite|unit|line|city|town|ort|stadt|ville|ciudad',
    'state|county|region|province|country|land|país|pays|zip|postal|plz|card|carte|karte|tarjeta|cc|cv[cv]|exp|month|year|day',
    'birth|date|datum|fecha|gender|sex|age|search|such|busca|recherch|query|price|size|amount|number|nummer|numéro|número|iban',
    '名|姓|性|氏|邮|郵|箱|信|电话|電話|手机|手機|号|號|地址|住所|城|市|省|州|国|國|区|區|公司|单位|単位|年|月|日|密码|密碼|搜|検索|カード|メール',
    'اسم|بريد|هاتف|عنوان|مدينة|بلد|شركة|رقم|تاريخ',
  ].join('|'),
  'iu',
)

test('browsers and password managers have no reason to fill in the field, by its name', () => {
  expect(HONEYPOT).not.toMatch(FILLED_IN)
})

test.each(LANGUAGES)('nor by its label in %s', (language) => {
  expect(CATALOGUES[language].form.leaveEmpty).not.toMatch(FILLED_IN)
})
