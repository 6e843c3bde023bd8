import type { TopologyText } from './catalogue.ts'

export const ko: TopologyText = {
  title: '이 방명록이 보관되는 방식',
  intro: '이 부분들이 페이지를 제공하고 글을 보관해요. 여기 보이는 내용은 매초 바뀌어요.',
  servedBy: (process) => `이 페이지는 프런트엔드 ${process}에서 왔어요.`,
  readFrom: (node) => `방명록을 읽는 곳: ${node}.`,
  fromMemory: '지금은 마스터도 복제본도 읽을 수 없어 프런트엔드의 메모리에서 페이지를 보여 드려요.',
  master: '마스터',
  replica: (number) => `복제본 ${number}`,
  someReplica: '복제본 중 하나',
  offset: '위치(바이트)',
  behind: '뒤처짐(바이트)',
  silence: '무응답(초)',
  link: '연결',
  links: { up: '연결됨', filling: '채우는 중', silent: '무응답', away: '연결할 수 없음' },
  embedded: '하나의 프로세스가 하나의 파일에 이 방명록을 보관해요. 마스터도 복제본도 없어요.',
  way: {
    title: '내 글이 지나온 길',
    none: '글을 남기고 돌아오면 각 단계에 걸린 시간을 볼 수 있어요.',
    elsewhere:
      '가장 최근 글은 다른 프런트엔드가 받았거나 너무 오래되었어요. 다시 글을 남기거나 그 프런트엔드를 만날 때까지 새로 고쳐 주세요.',
    longAgo: '가장 최근 글이 너무 오래되었어요. 다시 글을 남기면 각 단계에 걸린 시간을 볼 수 있어요.',
    received: '프런트엔드가 받음:',
    written: '마스터가 디스크에 쓰고 확인함:',
    writtenHere: '디스크에 있는 방명록 파일에 쓰임:',
    read: '프런트엔드가 방명록에서 다시 읽음:',
  },
}
