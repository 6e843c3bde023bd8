import type { PaperText } from './catalogue.ts'

export const tr: PaperText = {
  code: {
    title: 'Dosya olarak kod',
    text: 'Kod deftere götürür. Davetiyelere koyun ya da masalar için kart yazdırın.',
    label: 'Deftere götüren QR kodu',
  },
  print: 'Yazdır',
  show: 'Göster',
  book: {
    title: 'Basılı defter',
    text: 'Tüm iletiler ya da birkaç günün iletileri, ilkinden sonuncusuna: kapağıyla A5 sayfalar.',
    how: 'Bu sayfayı tarayıcınızın yazdırma komutuyla yazdırın. Sayfalar A5’tir; “PDF olarak kaydet” bir dosya oluşturur.',
    backwards: 'İlk gün son günden sonra.',
    incomplete: 'Defterin tamamı henüz gelmedi. Biraz bekleyin ya da sayfayı yeniden yükleyin.',
    none: 'Bu sürede hiç ileti yok.',
    entries: { other: '{n} ileti' },
  },
  cards: {
    title: 'Masa kartları',
    text: 'Bir sayfada dört kart: kod, başlık ve adres, en çok üç dilde.',
    how: 'Bu sayfayı tarayıcınızın yazdırma komutuyla %100 ölçekte, kalın kâğıda yazdırın ve işaretlerden kesin.',
    unreachable: (address) =>
      `PUBLIC_URL ayarlanmamış; bu yüzden kartlarda ${address} yazıyor: bu sayfayı açtığınız adres. Konuklar ona ulaşamayabilir.`,
    languages: 'Diller, en çok üç',
    tooMany: 'Bir karta üç dil sığar: en çok üç dil seçin.',
    paper: 'Kâğıt',
    papers: { a4: 'A4, dört A6 kart', letter: 'US Letter, dört çeyrek kart' },
    below: 'Başlığın altında',
    texts: { intro: 'Giriş yazısı', line: 'Kısa bir satır' },
    line: 'Ziyaretçi defterimizi imzalayın',
  },
}
