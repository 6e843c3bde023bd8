import type { PictureText } from './catalogue.ts'

export const it: PictureText = {
  title: 'Immagine',
  text: (kilobytes) =>
    `Un’immagine sopra il titolo, in PNG, JPEG o WebP, di al massimo ${kilobytes} KB. Una foto più grande la riduce il browser, se gli script sono attivi.`,
  current: 'L’immagine all’inizio del libro',
  none: 'Non c’è ancora un’immagine.',
  choose: 'Scegli un’immagine',
  save: 'Salva l’immagine',
  remove: 'Togli l’immagine',
  saved: 'L’immagine è nel libro.',
  removed: 'L’immagine è stata tolta.',
  problems: {
    none: () => 'Scegli prima un’immagine.',
    'too-large': ({ kilobytes }) => `Questa immagine supera ${kilobytes} KB. Riducila prima.`,
    'wrong-kind': () => 'Non è un PNG, JPEG o WebP leggibile.',
    'too-many-pixels': ({ pixels }) => `Questa immagine è larga o alta più di ${pixels} pixel. Riducila prima.`,
  },
}
