import type { PictureText } from './catalogue.ts'

export const zhHans: PictureText = {
  title: '图片',
  text: (kilobytes) =>
    `标题上方的图片，PNG、JPEG 或 WebP 格式，不超过 ${kilobytes} KB。如果浏览器允许脚本，较大的照片会自动缩小。`,
  current: '留言簿顶部的图片',
  none: '还没有图片。',
  choose: '选择图片',
  save: '保存图片',
  remove: '移除图片',
  saved: '图片已放上。',
  removed: '图片已移除。',
  problems: {
    none: () => '请先选择一张图片。',
    'too-large': ({ kilobytes }) => `这张图片超过 ${kilobytes} KB，请先缩小。`,
    'wrong-kind': () => '这不是可以读取的 PNG、JPEG 或 WebP。',
    'too-many-pixels': ({ pixels }) => `这张图片的宽或高超过 ${pixels} 像素，请先缩小。`,
  },
}
