import type { AdminCatalogue } from './catalogue.ts'
import { zhHant as entries } from './entries/zh-hant.ts'
import { zhHant as picture } from './picture/zh-hant.ts'
import { zhHant as settings } from './settings/zh-hant.ts'

export const zhHant: AdminCatalogue = {
  roles: { owner: '主人', moderator: '協管員' },
  navigation: {
    label: '管理頁面',
    start: '等待中',
    entries: '留言',
    log: '紀錄',
    people: '成員名單',
    sign: '寫留言',
    settings: '設定',
    occasion: '活動',
    book: '查看留言簿內容',
  },
  signedInAs: (name) => `已登入：${name}`,
  leave: '登出',
  notEncrypted:
    '目前的連線沒有加密：同一網路中的其他人可能看到內容，甚至冒用你的身分。請使用可信任的網路，或為留言簿設定 HTTPS 網址。',
  lastKnown: '資料庫目前沒有回應。你看到的是最後已知的內容。在它恢復之前，無法做任何變更。',
  hello: (name) => `${name}，你好`,
  entries,
  enter: {
    link: { title: '打理這本留言簿', text: '這個連結只能讓一台裝置登入一次。按下按鈕，就在這裡登入。' },
    button: '在這台裝置上登入',
    how: {
      title: '給打理留言簿的人',
      text: '登入需要一個連結。已登入的主人可以在「成員名單」頁面產生；架設留言簿的人可以在執行它的地方產生：',
    },
    command: '在終端機裡',
    alreadyIn: '這裡已經登入過了？前往管理頁面',
    left: '你已在這台裝置上登出。',
    refused: {
      title: '這個連結已經不能用了',
      text: '一個連結只能讓一台裝置登入，15 分鐘內有效。它可能已被用過、已過期，或沒有複製完整。請索取一個新的。',
    },
    tooMany: {
      title: '這個連結不能用',
      text: '剛才一分鐘裡有很多錯誤的連結。正確的連結仍然有效：請檢查是否複製完整，或索取一個新的。',
    },
  },
  people: {
    title: '成員名單',
    text: '主人可以做任何事，協管員負責審閱留言。',
    you: '你',
    thisDevice: '這台裝置',
    unknownDevice: '未知裝置',
    lastSeen: (time) => `上次使用時間：${time}`,
    noDevices: '沒有在任何裝置上登入。',
    endSession: '登出這台裝置',
    endAll: '登出所有裝置',
    remove: '移除成員',
    anotherDevice: '為另一台裝置產生連結',
    invite: {
      title: '請人一起打理',
      name: '名稱',
      role: '身分',
      button: '產生連結',
      empty: '請寫上名稱，以後才知道是誰。',
      unusable: '這個名稱不能用，請換一個更短或更簡單的。',
      taken: '已經有人用了這個名稱，而且身分不同。請換一個名稱，或先移除那個人。',
    },
    link: {
      title: (name) => `給${name}的連結`,
      text: '它只能讓一台裝置登入，15 分鐘內有效。請在那台裝置上打開，或用它的相機掃描 QR 碼。不要給別人看：誰先打開，誰就能登入。',
      code: '連結的 QR 碼',
    },
    done: {
      ended: '那台裝置已登出。',
      'signed-out': '已在所有裝置上登出，還沒用過的連結也已失效。',
      removed: '已移除，並在所有裝置上登出。',
      gone: '先前就已經處理過了。',
    },
  },
  sign: {
    title: '以主人身分留言',
    text: (name) => `留言署名為「${name}」，帶有主人的標記，立即顯示。`,
    message: '你的留言',
    button: '寫入留言簿',
    done: '你的留言已寫入留言簿。',
  },
  settings,
  picture,
  occasion: { title: '活動當天', text: '大家聚在一起時用得上的東西：婚禮、展覽、聚會。' },
  problems: {
    'signed-out': { title: '你還沒有登入', text: '什麼都沒有變更。請用一個新的連結登入。' },
    'owners-only': { title: '只有主人可以這樣做', text: '你現在的身分是協管員，請找主人幫忙。' },
    'cross-site': {
      title: '這不是從這裡送出的',
      text: '它似乎來自別的網站，所以什麼都沒有變更。如果確實是你，請在管理頁面上操作。',
    },
    stale: {
      title: '那個頁面太舊了',
      text: '它是在你上次登入之前打開的，所以什麼都沒有變更。請重新打開再試一次。',
    },
    unreachable: {
      title: '管理頁面暫時打不開',
      text: '保存權限資訊的資料庫沒有回應。什麼都沒有變更，請稍後再試。',
    },
    'not-written': {
      title: '什麼都沒有儲存',
      text: '資料庫目前不接受變更。請稍後再試。',
    },
    uncertain: { title: '還不能確定是否已完成', text: '資料庫沒有及時確認。再試之前，請先看看是否已經完成。' },
  },
  back: '前往管理頁面',
}
