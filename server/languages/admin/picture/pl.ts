import type { PictureText } from './catalogue.ts'

export const pl: PictureText = {
  title: 'Obraz',
  text: (kilobytes) =>
    `Obraz nad tytułem, w formacie PNG, JPEG lub WebP, do ${kilobytes} KB. Większe zdjęcie zmniejszy przeglądarka, jeśli działają w niej skrypty.`,
  current: 'Obraz na początku księgi',
  none: 'Nie ma jeszcze obrazu.',
  choose: 'Wybierz obraz',
  save: 'Zapisz obraz',
  remove: 'Usuń obraz',
  saved: 'Obraz jest w księdze.',
  removed: 'Obraz został usunięty.',
  problems: {
    none: () => 'Najpierw wybierz obraz.',
    'too-large': ({ kilobytes }) => `Ten obraz ma więcej niż ${kilobytes} KB. Najpierw go zmniejsz.`,
    'wrong-kind': () => 'To nie jest czytelny plik PNG, JPEG ani WebP.',
    'too-many-pixels': ({ pixels }) =>
      `Ten obraz ma więcej niż ${pixels} pikseli szerokości lub wysokości. Najpierw go zmniejsz.`,
  },
}
