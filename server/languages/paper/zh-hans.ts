import type { PaperText } from './catalogue.ts'

export const zhHans: PaperText = {
  code: {
    title: '二维码文件',
    text: '扫码即可打开留言簿。可以印在请柬上，也可以打印桌卡。',
    label: '打开留言簿的二维码',
  },
  print: '打印',
  show: '显示',
  book: {
    title: '打印的留言簿',
    text: '全部留言，或某几天的留言，从最早到最新，带封面的 A5 页面。',
    how: '请用浏览器的打印功能打印本页。纸张为 A5；选择“另存为 PDF”可得到文件。',
    backwards: '起始日期在结束日期之后。',
    incomplete: '留言簿还没有全部载入。请稍等，或重新载入页面。',
    none: '这段时间没有留言。',
    entries: { other: '{n} 条留言' },
  },
  cards: {
    title: '桌卡',
    text: '每张纸四张，印有二维码、标题和网址，最多三种语言。',
    how: '请用浏览器的打印功能，以 100% 的比例把本页打印在厚纸上，再沿标记裁开。',
    unreachable: (address) =>
      `没有设置 PUBLIC_URL，所以桌卡上是 ${address}，也就是你打开本页所用的地址。客人可能无法访问。`,
    languages: '语言，最多三种',
    tooMany: '一张桌卡只放得下三种语言，请最多选择三种。',
    paper: '纸张',
    papers: { a4: 'A4，四张 A6 桌卡', letter: 'US Letter，四张四分之一大小的桌卡' },
    below: '标题下方',
    texts: { intro: '简介', line: '一句短语' },
    line: '请在留言簿上写几句',
  },
}
