import type { KioskText } from './catalogue.ts'

export const zhHans: KioskText = {
  offer: { title: '来宾平板', text: '用于放在门口或桌上的平板：来宾依次在上面留言，前一位的内容不会留给下一位。' },
  write: '轻触留言',
  leave: '取消',
  stillThere: { title: '你还在吗？', text: '如不继续，本页的内容将全部清除。' },
  goOn: '继续',
  thanks: '谢谢你！',
  published: '你的留言已写入留言簿。',
  waiting: '主人看过之后，你的留言就会显示。',
  unsent: {
    title: '尚未写入留言簿',
    text: '暂时连不上留言簿。你的留言保存在这台平板上，会一直重发直到送达。你可以放心离开。',
  },
  kept: '尚未送出：{number} 条。请不要关闭这台平板。',
  clearsItself: '本页会在五分钟后自动清空。',
  enter: {
    title: '在这台平板上打开留言簿',
    text: '之后来宾可以依次在上面留言，除此之外什么也做不了。',
    button: '打开',
    refused: { title: '此链接无效', text: '它已被使用，或已超过 15 分钟。主人可以另建一个。' },
    tooMany: { title: '尝试的链接太多', text: '请一分钟后再试。' },
  },
  notOpen: { title: '这台平板尚未向来宾开放', text: '主人可以创建打开它的链接。' },
  unreachable: { title: '暂时连不上留言簿', text: '本页会自动重试。' },
  tablets: {
    text: '请在平板上打开链接。在平板的设置中让屏幕保持常亮，并固定此页面，让来宾停留在这里。',
    title: '已打开的平板',
    none: '没有已打开的平板。',
    close: '关闭',
    closed: '那台平板已关闭。',
    gone: '那台平板早已关闭。',
    name: '放在哪里',
    button: '创建链接',
    empty: '请写明平板放在哪里，以便与其他平板区分。',
    link: {
      title: (name) => `给“${name}”的链接`,
      text: '可打开一台平板，15 分钟内有效。请在那台平板上打开，或用它的摄像头扫描二维码。',
    },
  },
}
