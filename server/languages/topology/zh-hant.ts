import type { TopologyText } from './catalogue.ts'

export const zhHant: TopologyText = {
  title: '留言簿存放在哪裡',
  intro: '這些部分提供頁面並保存留言。這裡顯示的內容每秒更新一次。',
  servedBy: (process) => `此頁面由前端 ${process} 提供。`,
  readFrom: (node) => `它從這裡讀取留言簿：${node}。`,
  fromMemory: '目前主節點和副本都無法讀取：頁面來自前端的記憶體。',
  master: '主節點',
  replica: (number) => `副本 ${number}`,
  someReplica: '某個副本',
  offset: '位置（位元組）',
  behind: '落後（位元組）',
  silence: '無回應（秒）',
  link: '連線',
  links: { up: '已連線', filling: '正在填充', silent: '無回應', away: '無法連線' },
  embedded: '這本留言簿由一個行程保存在一個檔案裡，沒有主節點，也沒有副本。',
  way: {
    title: '您的留言走過的路',
    none: '先寫一則留言再回來：這裡會顯示每一步花了多長時間。',
    elsewhere: '您最新的留言由另一個前端接收，或者時間太久了。請再寫一則，或重新整理直到遇到那個前端。',
    longAgo: '您最新的留言時間太久了。請再寫一則，看看每一步花了多長時間。',
    received: '前端收到：',
    written: '主節點寫入磁碟並確認：',
    writtenHere: '寫入磁碟上的留言簿檔案：',
    read: '前端從留言簿中讀回：',
  },
}
