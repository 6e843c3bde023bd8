import type { PictureText } from './catalogue.ts'

export const ja: PictureText = {
  title: '画像',
  text: (kilobytes) =>
    `タイトルの上に置く画像です。PNG、JPEG、WebP で ${kilobytes} KB まで。大きな写真は、スクリプトが動くブラウザなら自動で小さくします。`,
  current: '本のいちばん上の画像',
  none: '画像はまだありません。',
  choose: '画像を選ぶ',
  save: '画像を保存',
  remove: '画像を外す',
  saved: '画像を載せました。',
  removed: '画像を外しました。',
  problems: {
    none: () => '先に画像を選んでください。',
    'too-large': ({ kilobytes }) => `この画像は ${kilobytes} KB を超えています。小さくしてからお試しください。`,
    'wrong-kind': () => '読み取れる PNG、JPEG、WebP ではありません。',
    'too-many-pixels': ({ pixels }) =>
      `この画像は幅か高さが ${pixels} ピクセルを超えています。小さくしてからお試しください。`,
  },
}
