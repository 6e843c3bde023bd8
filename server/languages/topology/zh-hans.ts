import type { TopologyText } from './catalogue.ts'

export const zhHans: TopologyText = {
  title: '留言簿存放在哪里',
  intro: '这些部分提供页面并保存留言。这里显示的内容每秒更新一次。',
  servedBy: (process) => `此页面由前端 ${process} 提供。`,
  readFrom: (node) => `它从这里读取留言簿：${node}。`,
  fromMemory: '目前主节点和副本都无法读取：页面来自前端的内存。',
  master: '主节点',
  replica: (number) => `副本 ${number}`,
  someReplica: '某个副本',
  offset: '位置（字节）',
  behind: '落后（字节）',
  silence: '无应答（秒）',
  link: '连接',
  links: { up: '已连接', filling: '正在填充', silent: '无应答', away: '无法连接' },
  embedded: '这本留言簿由一个进程保存在一个文件里，没有主节点，也没有副本。',
  way: {
    title: '您的留言走过的路',
    none: '先写一条留言再回来：这里会显示每一步花了多长时间。',
    elsewhere: '您最新的留言由另一个前端接收，或者时间太久了。请再写一条，或刷新直到遇到那个前端。',
    longAgo: '您最新的留言时间太久了。请再写一条，看看每一步花了多长时间。',
    received: '前端收到：',
    written: '主节点写入磁盘并确认：',
    writtenHere: '写入磁盘上的留言簿文件：',
    read: '前端从留言簿中读回：',
  },
}
