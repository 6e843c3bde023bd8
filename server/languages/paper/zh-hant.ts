import type { PaperText } from './catalogue.ts'

export const zhHant: PaperText = {
  code: {
    title: 'QR Code 檔案',
    text: '掃描即可開啟留言簿。可以印在請柬上，也可以列印桌卡。',
    label: '開啟留言簿的 QR Code',
  },
  print: '列印',
  show: '顯示',
  book: {
    title: '列印的留言簿',
    text: '全部留言，或某幾天的留言，從最早到最新，附封面的 A5 頁面。',
    how: '請用瀏覽器的列印功能列印本頁。紙張為 A5；選擇「另存為 PDF」可得到檔案。',
    backwards: '起始日期在結束日期之後。',
    incomplete: '留言簿還沒有全部載入。請稍候，或重新載入頁面。',
    none: '這段時間沒有留言。',
    entries: { other: '{n} 則留言' },
  },
  cards: {
    title: '桌卡',
    text: '每張紙四張，印有 QR Code、標題和網址，最多三種語言。',
    how: '請用瀏覽器的列印功能，以 100% 的比例把本頁列印在厚紙上，再沿標記裁開。',
    unreachable: (address) =>
      `沒有設定 PUBLIC_URL，所以桌卡上是 ${address}，也就是你開啟本頁所用的網址。賓客可能無法連上。`,
    languages: '語言，最多三種',
    tooMany: '一張桌卡只放得下三種語言，請最多選擇三種。',
    paper: '紙張',
    papers: { a4: 'A4，四張 A6 桌卡', letter: 'US Letter，四張四分之一大小的桌卡' },
    below: '標題下方',
    texts: { intro: '簡介', line: '一句短語' },
    line: '請在留言簿上寫幾句話',
  },
}
