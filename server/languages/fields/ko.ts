import type { FieldsText } from './catalogue.ts'

export const ko: FieldsText = {
  extra: '이름 옆에',
  signature: {
    draw: '손글씨로 서명',
    pad: '손가락, 펜, 마우스로 여기에 서명을 그려 주세요',
    undo: '되돌리기',
    clear: '지우기',
    leaveOut: '서명 안 함',
  },
  signedByHand: '손글씨 서명 넣기',
  problems: {
    extraTooLong: (length, limit) => `${length}자예요. ${limit}자까지 쓸 수 있어요.`,
    extraFarTooLong: (limit) => `훨씬 길어요. ${limit}자까지 쓸 수 있어요. 줄여 주시겠어요?`,
    extraNotAsked: '주인장이 이제 묻지 않는 항목이에요. 비워 주세요.',
    signatureTooLarge: (limit) =>
      `손글씨 서명이 너무 커요. ${limit}바이트까지 담을 수 있어요. 선을 줄여 다시 그리거나 서명을 빼 주세요.`,
    signatureUnreadable: '손글씨 서명이 제대로 도착하지 않았어요. 다시 그리거나 서명을 빼 주세요.',
    signatureNotOffered: '주인장이 이제 손글씨 서명을 받지 않아요. 서명을 빼 주세요.',
  },
}
