import type { WallText } from './catalogue.ts'

export const zhHant: WallText = {
  offer: {
    title: '留言牆',
    text: '一次以大字顯示一則留言，適合投影。新留言會自動出現。在那裡按 ? 可查看按鍵；每則顯示多久，可在設定中變更。',
  },
  sign: '用手機留言',
  code: '這本留言簿的網址（QR 碼）',
  lastOne: '{entries}，最新一則：{time}',
  paused: '已暫停',
  keys: { space: '空白鍵', pause: '暫停或繼續', turn: '前後翻看', help: '顯示或隱藏這些說明' },
  sleep: '瀏覽器在此無法讓螢幕保持喚醒。請在這部電腦的設定中關掉螢幕保護程式和睡眠。',
}
