import type { FieldsText } from './catalogue.ts'

export const zhHans: FieldsText = {
  extra: '名字旁边',
  signature: {
    draw: '手写签名',
    pad: '请在这里用手指、触控笔或鼠标签名',
    undo: '撤销',
    clear: '清除',
    leaveOut: '不签了',
  },
  signedByHand: '附上手写签名',
  problems: {
    extraTooLong: (length, limit) => `这里有 ${length} 个字，最多 ${limit} 个。`,
    extraFarTooLong: (limit) => `太长了：最多 ${limit} 个字。请改短一些。`,
    extraNotAsked: '留言簿主人已不再问这一项，请留空。',
    signatureTooLarge: (limit) => `手写签名太大了：最多 ${limit} 字节。请少画几笔，或不签名。`,
    signatureUnreadable: '手写签名没有正确送达。请重新签一次，或不签名。',
    signatureNotOffered: '留言簿主人已不再提供手写签名，请不签名。',
  },
}
