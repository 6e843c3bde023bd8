import type { FieldsText } from './catalogue.ts'

export const zhHant: FieldsText = {
  extra: '名字旁邊',
  signature: {
    draw: '手寫簽名',
    pad: '請在這裡用手指、觸控筆或滑鼠簽名',
    undo: '復原',
    clear: '清除',
    leaveOut: '不簽了',
  },
  signedByHand: '附上手寫簽名',
  problems: {
    extraTooLong: (length, limit) => `這裡有 ${length} 個字，最多 ${limit} 個。`,
    extraFarTooLong: (limit) => `太長了：最多 ${limit} 個字。請改短一些。`,
    extraNotAsked: '留言簿主人已不再問這一項，請留空。',
    signatureTooLarge: (limit) => `手寫簽名太大了：最多 ${limit} 位元組。請少畫幾筆，或不簽名。`,
    signatureUnreadable: '手寫簽名沒有正確送達。請重新簽一次，或不簽名。',
    signatureNotOffered: '留言簿主人已不再提供手寫簽名，請不簽名。',
  },
}
