import type { WallText } from './catalogue.ts'

export const zhHans: WallText = {
  offer: {
    title: '留言墙',
    text: '一次大字显示一条留言，适合投影。新留言会自动出现。在那里按 ? 可查看按键；每条显示多久，可在设置里更改。',
  },
  sign: '用手机留言',
  code: '这本留言簿的地址（二维码）',
  lastOne: '{entries}，最新一条：{time}',
  paused: '已暂停',
  keys: { space: '空格键', pause: '暂停或继续', turn: '前后翻看', help: '显示或隐藏这些说明' },
  sleep: '浏览器在这里无法让屏幕保持常亮。请在这台电脑的设置里关闭屏幕保护程序和睡眠。',
}
