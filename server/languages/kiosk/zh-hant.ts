import type { KioskText } from './catalogue.ts'

export const zhHant: KioskText = {
  offer: { title: '來賓平板', text: '用於放在門口或桌上的平板：來賓依序在上面留言，前一位的內容不會留給下一位。' },
  write: '輕觸留言',
  leave: '取消',
  stillThere: { title: '你還在嗎？', text: '如不繼續，本頁的內容將全部清除。' },
  goOn: '繼續',
  thanks: '謝謝你！',
  published: '你的留言已寫入留言簿。',
  waiting: '主人看過之後，你的留言就會顯示。',
  unsent: {
    title: '尚未寫入留言簿',
    text: '暫時連不上留言簿。你的留言保存在這台平板上，會一直重送直到送達。你可以放心離開。',
  },
  kept: '尚未送出：{number} 則。請不要關閉這台平板。',
  clearsItself: '本頁會在五分鐘後自動清空。',
  enter: {
    title: '在這台平板上開啟留言簿',
    text: '之後來賓可以依序在上面留言，除此之外什麼也做不了。',
    button: '開啟',
    refused: { title: '此連結無效', text: '它已被使用，或已超過 15 分鐘。主人可以另建一個。' },
    tooMany: { title: '嘗試的連結太多', text: '請一分鐘後再試。' },
  },
  notOpen: { title: '這台平板尚未向來賓開放', text: '主人可以建立開啟它的連結。' },
  unreachable: { title: '暫時連不上留言簿', text: '本頁會自動重試。' },
  tablets: {
    text: '請在平板上開啟連結。在平板的設定中讓螢幕保持常亮，並固定此頁面，讓來賓停留在這裡。',
    title: '已開啟的平板',
    none: '沒有已開啟的平板。',
    close: '關閉',
    closed: '那台平板已關閉。',
    gone: '那台平板早已關閉。',
    name: '放在哪裡',
    button: '建立連結',
    empty: '請寫明平板放在哪裡，以便與其他平板區分。',
    link: {
      title: (name) => `給「${name}」的連結`,
      text: '可開啟一台平板，15 分鐘內有效。請在那台平板上開啟，或用它的相機掃描 QR 碼。',
    },
  },
}
