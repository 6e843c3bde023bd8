import type { TopologyText } from './catalogue.ts'

export const ja: TopologyText = {
  title: 'この芳名帳の保管のしくみ',
  intro: 'これらの部分がページを配信し、書き込みを保管しています。表示は 1 秒ごとに更新されます。',
  servedBy: (process) => `このページはフロントエンド ${process} から届きました。`,
  readFrom: (node) => `読み取り元：${node}。`,
  fromMemory: 'いまはマスターもレプリカも読み取れないため、フロントエンドのメモリーから表示しています。',
  master: 'マスター',
  replica: (number) => `レプリカ ${number}`,
  someReplica: 'レプリカのひとつ',
  offset: '位置（バイト）',
  behind: '遅れ（バイト）',
  silence: '応答なし（秒）',
  link: '接続',
  links: { up: '接続中', filling: '同期中', silent: '応答なし', away: '接続できません' },
  embedded: 'この芳名帳は 1 つのプロセスが 1 つのファイルに保管しています。マスターもレプリカもありません。',
  way: {
    title: 'あなたの書き込みがたどった道',
    none: '書き込んでからこのページに戻ると、各段階にかかった時間が表示されます。',
    elsewhere:
      '最新の書き込みは別のフロントエンドが受け取ったか、時間が経ちすぎています。もう一度書き込むか、そのフロントエンドに当たるまで再読み込みしてください。',
    longAgo: '最新の書き込みから時間が経ちすぎています。もう一度書き込むと、各段階にかかった時間が表示されます。',
    received: 'フロントエンドが受け取った：',
    written: 'マスターがディスクに書き、確認した：',
    writtenHere: 'ディスク上の芳名帳のファイルに書かれた：',
    read: 'フロントエンドが読み戻した：',
  },
}
