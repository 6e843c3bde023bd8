import type { FieldsText } from './catalogue.ts'

export const tr: FieldsText = {
  extra: 'Adınızın yanında',
  signature: {
    draw: 'Elle imzala',
    pad: 'İmzanızı parmağınızla, kalemle ya da fareyle buraya çizin',
    undo: 'Geri al',
    clear: 'Temizle',
    leaveOut: 'İmzasız bırak',
  },
  signedByHand: 'Elle imzalandı',
  problems: {
    extraTooLong: (length, limit) => `Burada ${length} karakter var, en fazla ${limit} sığıyor.`,
    extraFarTooLong: (limit) => `Bu çok uzun: en fazla ${limit} karakter sığıyor. Kısaltabilir misiniz?`,
    extraNotAsked: 'Defter sahibi artık bunu sormuyor. Lütfen boş bırakın.',
    signatureTooLarge: (limit) =>
      `Çizilen imza çok büyük: en fazla ${limit} bayt sığıyor. Lütfen daha az çizgiyle çizin ya da imzasız bırakın.`,
    signatureUnreadable: 'Çizilen imza olması gerektiği gibi gelmedi. Lütfen yeniden çizin ya da imzasız bırakın.',
    signatureNotOffered: 'Defter sahibi artık elle imza seçeneği sunmuyor. Lütfen çizimi çıkarın.',
  },
}
