import type { PictureText } from './catalogue.ts'

export const tr: PictureText = {
  title: 'Resim',
  text: (kilobytes) =>
    `Başlığın üstünde bir resim: PNG, JPEG veya WebP, en çok ${kilobytes} KB. Daha büyük bir fotoğrafı, betikler çalışıyorsa tarayıcınız küçültür.`,
  current: 'Defterin başındaki resim',
  none: 'Henüz resim yok.',
  choose: 'Bir resim seçin',
  save: 'Resmi kaydet',
  remove: 'Resmi kaldır',
  saved: 'Resim defterde.',
  removed: 'Resim kaldırıldı.',
  problems: {
    none: () => 'Lütfen önce bir resim seçin.',
    'too-large': ({ kilobytes }) => `Bu resim ${kilobytes} KB’den büyük. Lütfen önce küçültün.`,
    'wrong-kind': () => 'Bu, okunabilen bir PNG, JPEG veya WebP değil.',
    'too-many-pixels': ({ pixels }) => `Bu resmin eni veya boyu ${pixels} pikselden fazla. Lütfen önce küçültün.`,
  },
}
