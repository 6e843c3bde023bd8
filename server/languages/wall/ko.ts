import type { WallText } from './catalogue.ts'

export const ko: WallText = {
  offer: {
    title: '월',
    text: '프로젝터에 글을 한 번에 하나씩 크게 보여 줘요. 새 글은 저절로 나타나요. 거기서 ?를 누르면 키 설명이 보이고, 표시 시간은 설정에서 바꿀 수 있어요.',
  },
  sign: '휴대전화로 글을 남겨 보세요',
  code: '이 방명록의 주소(QR 코드)',
  lastOne: '{entries}, 최근 글: {time}',
  paused: '일시 정지',
  keys: { space: '스페이스 바', pause: '멈추기·계속하기', turn: '앞뒤로 넘기기', help: '이 설명 보기·숨기기' },
  sleep: '여기서는 브라우저가 화면을 켜 둘 수 없어요. 이 컴퓨터의 설정에서 화면 보호기와 절전 모드를 꺼 주세요.',
}
