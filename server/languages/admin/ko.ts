import type { AdminCatalogue } from './catalogue.ts'
import { ko as entries } from './entries/ko.ts'
import { ko as picture } from './picture/ko.ts'
import { ko as settings } from './settings/ko.ts'

export const ko: AdminCatalogue = {
  roles: { owner: '주인장', moderator: '도우미' },
  navigation: {
    label: '관리 페이지',
    start: '기다리는 글',
    entries: '글',
    log: '기록',
    people: '함께하는 사람',
    sign: '글 남기기',
    settings: '설정',
    occasion: '행사',
    book: '방명록 보기',
  },
  signedInAs: (name) => `${name} 님으로 로그인 중`,
  leave: '로그아웃',
  notEncrypted:
    '이 연결은 암호화되지 않았어요. 같은 네트워크에 있는 다른 사람이 내용을 엿보거나 내 이름으로 들어올 수 있어요. 믿을 수 있는 네트워크를 쓰거나 방명록에 HTTPS 주소를 마련해 주세요.',
  lastKnown:
    '지금 데이터베이스가 응답하지 않아요. 마지막으로 알려진 내용을 보고 있어요. 다시 연결될 때까지는 아무것도 바꿀 수 없어요.',
  hello: (name) => `${name} 님, 안녕하세요`,
  entries,
  enter: {
    link: {
      title: '방명록 돌보기',
      text: '이 링크로는 기기 한 대에서 한 번만 로그인할 수 있어요. 버튼을 누르면 여기에서 로그인해요.',
    },
    button: '이 기기에서 로그인',
    how: {
      title: '방명록을 돌보는 분께',
      text: '들어오려면 링크가 필요해요. 이미 로그인한 주인장은 ‘함께하는 사람’에서 만들 수 있어요. 방명록을 운영하는 분은 방명록이 돌아가는 곳에서 만들 수 있어요:',
    },
    command: '터미널에서',
    alreadyIn: '여기에서 이미 로그인하셨나요? 관리 페이지로 가기',
    left: '이 기기에서 로그아웃했어요.',
    refused: {
      title: '이 링크는 쓸 수 없어요',
      text: '링크 하나로 기기 한 대만 로그인할 수 있고, 15분 동안 쓸 수 있어요. 이 링크는 이미 쓰였거나 기한이 지났거나 끝까지 복사되지 않았어요. 새 링크를 받아 주세요.',
    },
    tooMany: {
      title: '이 링크로는 들어올 수 없어요',
      text: '지난 1분 동안 잘못된 링크가 여러 번 시도되었어요. 올바른 링크는 그대로 쓸 수 있어요. 끝까지 복사했는지 확인하거나 새 링크를 받아 주세요.',
    },
  },
  people: {
    title: '함께하는 사람',
    text: '주인장은 모든 일을 할 수 있어요. 도우미는 글을 실을지 정해요.',
    you: '나',
    thisDevice: '이 기기',
    unknownDevice: '알 수 없는 기기',
    lastSeen: (time) => `마지막 접속: ${time}`,
    noDevices: '로그인한 기기가 없어요.',
    endSession: '이 기기 로그아웃',
    endAll: '모든 기기 로그아웃',
    remove: '내보내기',
    anotherDevice: '다른 기기용 링크',
    invite: {
      title: '함께할 사람 초대하기',
      name: '이름',
      role: '역할',
      button: '링크 만들기',
      empty: '나중에 누구인지 알 수 있도록 이름을 적어 주세요.',
      unusable: '그 이름은 쓸 수 없어요. 더 짧거나 간단한 이름을 적어 주세요.',
      taken: '같은 이름으로 다른 역할을 맡은 사람이 이미 있어요. 다른 이름을 적거나 그 사람을 먼저 내보내 주세요.',
    },
    link: {
      title: (name) => `${name} 님을 위한 링크`,
      text: '기기 한 대에서 15분 동안 쓸 수 있어요. 그 기기에서 열거나 카메라로 코드를 비춰 주세요. 먼저 연 사람이 들어오니 다른 사람에게는 보여 주지 마세요.',
      code: '링크 QR 코드',
    },
    done: {
      ended: '그 기기에서 로그아웃했어요.',
      'signed-out': '모든 기기에서 로그아웃했어요. 아직 쓰지 않은 링크도 더는 쓸 수 없어요.',
      removed: '내보내고 모든 기기에서 로그아웃했어요.',
      gone: '이미 처리된 일이에요.',
    },
  },
  sign: {
    title: '주인장으로 글 남기기',
    text: (name) => `글은 “${name}” 이름에 주인장 표시를 달고 바로 올라가요.`,
    message: '남길 글',
    button: '방명록에 남기기',
    done: '글이 방명록에 올라갔어요.',
  },
  settings,
  picture,
  occasion: { title: '행사 당일을 위해', text: '결혼식, 전시, 모임처럼 사람들이 모이는 날에 쓸모 있는 것들이에요.' },
  problems: {
    'signed-out': { title: '로그인하지 않았어요', text: '바뀐 것은 없어요. 새 링크로 로그인해 주세요.' },
    'owners-only': {
      title: '주인장만 할 수 있는 일이에요',
      text: '지금은 도우미로 로그인되어 있어요. 주인장에게 부탁해 주세요.',
    },
    'cross-site': {
      title: '여기에서 보낸 것이 아니에요',
      text: '다른 사이트에서 온 것 같아 아무것도 바꾸지 않았어요. 직접 하신 일이라면 관리 페이지에서 다시 해 주세요.',
    },
    stale: {
      title: '오래된 페이지예요',
      text: '마지막으로 로그인하기 전에 연 페이지라 아무것도 바꾸지 않았어요. 새로 열어 다시 시도해 주세요.',
    },
    unreachable: {
      title: '관리 페이지가 잠시 닫혀 있어요',
      text: '누가 무엇을 할 수 있는지 아는 데이터베이스가 응답하지 않아요. 바뀐 것은 없으니 잠시 뒤에 다시 시도해 주세요.',
    },
    'not-written': {
      title: '아무것도 저장되지 않았어요',
      text: '지금 데이터베이스가 변경을 받지 않아요. 잠시 뒤에 다시 시도해 주세요.',
    },
    uncertain: {
      title: '처리되었는지 확실하지 않아요',
      text: '데이터베이스가 제때 확인해 주지 않았어요. 다시 하기 전에 처리되었는지 먼저 봐 주세요.',
    },
  },
  back: '관리 페이지로',
}
