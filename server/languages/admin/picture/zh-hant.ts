import type { PictureText } from './catalogue.ts'

export const zhHant: PictureText = {
  title: '圖片',
  text: (kilobytes) =>
    `標題上方的圖片，PNG、JPEG 或 WebP 格式，不超過 ${kilobytes} KB。如果瀏覽器允許指令碼，較大的照片會自動縮小。`,
  current: '留言簿頂端的圖片',
  none: '還沒有圖片。',
  choose: '選擇圖片',
  save: '儲存圖片',
  remove: '移除圖片',
  saved: '圖片已放上。',
  removed: '圖片已移除。',
  problems: {
    none: () => '請先選擇一張圖片。',
    'too-large': ({ kilobytes }) => `這張圖片超過 ${kilobytes} KB，請先縮小。`,
    'wrong-kind': () => '這不是可以讀取的 PNG、JPEG 或 WebP。',
    'too-many-pixels': ({ pixels }) => `這張圖片的寬或高超過 ${pixels} 像素，請先縮小。`,
  },
}
