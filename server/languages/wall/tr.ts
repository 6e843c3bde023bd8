import type { WallText } from './catalogue.ts'

export const tr: WallText = {
  offer: {
    title: 'Duvar',
    text: 'Projektör için her seferinde bir mesaj, büyük harflerle. Yeni mesajlar kendiliğinden görünür. Tuşlar için orada ? tuşuna basın; her mesajın ne kadar kalacağı ayarlardadır.',
  },
  sign: 'Telefonunuzla yazın',
  code: 'Bu defterin adresi, QR kodu olarak',
  lastOne: '{entries}, sonuncusu {time}',
  paused: 'Duraklatıldı',
  keys: { space: 'Boşluk', pause: 'duraklat veya sürdür', turn: 'geri ve ileri', help: 'bunu göster veya gizle' },
  sleep:
    'Tarayıcı burada ekranı açık tutamıyor. Lütfen bu bilgisayarın ayarlarından ekran koruyucuyu ve uykuyu kapatın.',
}
