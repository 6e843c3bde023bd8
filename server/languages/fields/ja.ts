import type { FieldsText } from './catalogue.ts'

export const ja: FieldsText = {
  extra: 'お名前の横に',
  signature: {
    draw: '手書きで署名',
    pad: 'ここに指、ペン、マウスで署名をお書きください',
    undo: '元に戻す',
    clear: '消す',
    leaveOut: '署名しない',
  },
  signedByHand: '手書きの署名を付ける',
  problems: {
    extraTooLong: (length, limit) => `${length} 文字あります。${limit} 文字までにしてください。`,
    extraFarTooLong: (limit) => `長すぎます。${limit} 文字まで書けます。短くしていただけますか。`,
    extraNotAsked: 'この質問はもうありません。空欄にしてください。',
    signatureTooLarge: (limit) =>
      `手書きの署名が大きすぎます。${limit} バイトまで入ります。線を減らして書き直すか、署名なしにしてください。`,
    signatureUnreadable: '手書きの署名が正しく届きませんでした。もう一度書くか、署名なしにしてください。',
    signatureNotOffered: '手書きの署名は、もう受け付けていません。署名なしにしてください。',
  },
}
