import type { PictureText } from './catalogue.ts'

export const ko: PictureText = {
  title: '그림',
  text: (kilobytes) =>
    `제목 위에 놓이는 그림입니다. PNG, JPEG, WebP로 ${kilobytes}KB까지. 더 큰 사진은 스크립트가 켜진 브라우저에서 자동으로 줄입니다.`,
  current: '방명록 맨 위의 그림',
  none: '아직 그림이 없습니다.',
  choose: '그림 고르기',
  save: '그림 저장',
  remove: '그림 빼기',
  saved: '그림을 넣었습니다.',
  removed: '그림을 뺐습니다.',
  problems: {
    none: () => '먼저 그림을 골라 주세요.',
    'too-large': ({ kilobytes }) => `이 그림은 ${kilobytes}KB보다 큽니다. 먼저 줄여 주세요.`,
    'wrong-kind': () => '읽을 수 있는 PNG, JPEG, WebP가 아닙니다.',
    'too-many-pixels': ({ pixels }) => `이 그림은 너비나 높이가 ${pixels}픽셀을 넘습니다. 먼저 줄여 주세요.`,
  },
}
