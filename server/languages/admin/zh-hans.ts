import type { AdminCatalogue } from './catalogue.ts'
import { zhHans as entries } from './entries/zh-hans.ts'
import { zhHans as picture } from './picture/zh-hans.ts'
import { zhHans as settings } from './settings/zh-hans.ts'

export const zhHans: AdminCatalogue = {
  roles: { owner: '主人', moderator: '协管' },
  navigation: {
    label: '管理页面',
    start: '等待中',
    entries: '留言',
    log: '记录',
    people: '成员',
    sign: '写留言',
    settings: '设置',
    occasion: '活动',
    book: '查看留言簿',
  },
  signedInAs: (name) => `已登录：${name}`,
  leave: '退出登录',
  notEncrypted:
    '当前连接没有加密：同一网络中的其他人可能看到内容，甚至冒用你的身份。请使用可信的网络，或为留言簿配置 HTTPS 地址。',
  lastKnown: '数据库目前没有响应。你看到的是最后已知的内容。在它恢复之前，无法做任何改动。',
  hello: (name) => `你好，${name}`,
  entries,
  enter: {
    link: { title: '打理这本留言簿', text: '这个链接只能让一台设备登录一次。按下按钮，就在这里登录。' },
    button: '在这台设备上登录',
    how: {
      title: '给打理留言簿的人',
      text: '登录需要一个链接。已登录的主人可以在“成员”页面生成；运行留言簿的人可以在运行它的地方生成：',
    },
    command: '在终端里',
    alreadyIn: '这里已经登录过了？前往管理页面',
    left: '你已在这台设备上退出登录。',
    refused: {
      title: '这个链接已经不能用了',
      text: '一个链接只能让一台设备登录，15 分钟内有效。它可能已被用过、已过期，或没有复制完整。请索取一个新的。',
    },
    tooMany: {
      title: '这个链接不能用',
      text: '刚才一分钟里有很多错误的链接。正确的链接仍然有效：请检查是否复制完整，或索取一个新的。',
    },
  },
  people: {
    title: '成员',
    text: '主人可以做任何事，协管负责审阅留言。',
    you: '你',
    thisDevice: '这台设备',
    unknownDevice: '未知设备',
    lastSeen: (time) => `上次使用：${time}`,
    noDevices: '没有在任何设备上登录。',
    endSession: '退出这台设备',
    endAll: '退出所有设备',
    remove: '移除',
    anotherDevice: '为另一台设备生成链接',
    invite: {
      title: '请人一起打理',
      name: '名字',
      role: '身份',
      button: '生成链接',
      empty: '请写上名字，以后才知道是谁。',
      unusable: '这个名字不能用，请换一个更短或更简单的。',
      taken: '已经有人用了这个名字，而且身份不同。请换一个名字，或先移除那个人。',
    },
    link: {
      title: (name) => `给${name}的链接`,
      text: '它只能让一台设备登录，15 分钟内有效。请在那台设备上打开，或用它的相机扫描二维码。不要给别人看：谁先打开，谁就能登录。',
      code: '链接的二维码',
    },
    done: {
      ended: '那台设备已退出登录。',
      'signed-out': '已在所有设备上退出登录，还没用过的链接也已失效。',
      removed: '已移除，并在所有设备上退出登录。',
      gone: '之前就已经处理过了。',
    },
  },
  sign: {
    title: '以主人身份留言',
    text: (name) => `留言署名为“${name}”，带有主人的标记，立即显示。`,
    message: '你的留言',
    button: '写入留言簿',
    done: '你的留言已写入留言簿。',
  },
  settings,
  picture,
  occasion: { title: '活动当天', text: '大家聚在一起时用得上的东西：婚礼、展览、聚会。' },
  problems: {
    'signed-out': { title: '你还没有登录', text: '什么都没有改动。请用一个新的链接登录。' },
    'owners-only': { title: '只有主人可以这样做', text: '你现在的身份是协管，请找主人帮忙。' },
    'cross-site': {
      title: '这不是从这里发出的',
      text: '它似乎来自别的网站，所以什么都没有改动。如果确实是你，请在管理页面上操作。',
    },
    stale: {
      title: '那个页面太旧了',
      text: '它是在你上次登录之前打开的，所以什么都没有改动。请重新打开再试一次。',
    },
    unreachable: {
      title: '管理页面暂时打不开',
      text: '保存权限信息的数据库没有响应。什么都没有改动，请稍后再试。',
    },
    'not-written': {
      title: '什么都没有保存',
      text: '数据库目前不接受改动。请稍后再试。',
    },
    uncertain: { title: '还不能确定是否已完成', text: '数据库没有及时确认。再试之前，请先看看是否已经完成。' },
  },
  back: '前往管理页面',
}
