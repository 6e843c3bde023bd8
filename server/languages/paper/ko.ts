import type { PaperText } from './catalogue.ts'

export const ko: PaperText = {
  code: {
    title: '코드 파일',
    text: '이 코드를 찍으면 방명록이 열립니다. 초대장에 넣거나 테이블에 놓을 카드를 인쇄하세요.',
    label: '방명록으로 가는 QR 코드',
  },
  print: '인쇄',
  show: '보기',
  book: {
    title: '인쇄용 방명록',
    text: '모든 글 또는 며칠 동안의 글을 처음부터 차례로, 표지가 있는 A5 쪽으로 만듭니다.',
    how: '브라우저의 인쇄 기능으로 이 페이지를 인쇄하세요. 쪽 크기는 A5이며, ‘PDF로 저장’을 고르면 파일이 됩니다.',
    backwards: '첫날이 마지막 날보다 뒤에 있습니다.',
    incomplete: '방명록이 아직 다 오지 않았습니다. 잠시 기다리거나 페이지를 다시 불러오세요.',
    none: '이 기간에는 글이 없습니다.',
    entries: { other: '글 {n}개' },
  },
  cards: {
    title: '테이블 카드',
    text: '종이 한 장에 네 장씩, 코드와 제목과 주소를 최대 세 언어로 넣습니다.',
    how: '브라우저의 인쇄 기능으로 이 페이지를 100% 크기로 두꺼운 종이에 인쇄하고 표시를 따라 자르세요.',
    unreachable: (address) =>
      `PUBLIC_URL이 설정되지 않아 카드에는 ${address}, 곧 이 페이지를 연 주소가 들어갑니다. 손님이 접속하지 못할 수 있습니다.`,
    languages: '언어, 최대 세 개',
    tooMany: '카드 한 장에는 언어가 세 개까지 들어갑니다. 세 개 이하로 고르세요.',
    paper: '용지',
    papers: { a4: 'A4, A6 카드 네 장', letter: 'US 레터, 4분의 1 크기 카드 네 장' },
    below: '제목 아래',
    texts: { intro: '소개 글', line: '짧은 한 줄' },
    line: '방명록에 한 말씀 남겨 주세요',
  },
}
