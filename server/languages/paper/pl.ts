import type { PaperText } from './catalogue.ts'

export const pl: PaperText = {
  code: {
    title: 'Kod jako plik',
    text: 'Kod prowadzi do księgi. Umieść go na zaproszeniach albo wydrukuj kartki na stoły.',
    label: 'Kod QR prowadzący do księgi',
  },
  print: 'Drukuj',
  show: 'Pokaż',
  book: {
    title: 'Księga w druku',
    text: 'Wszystkie wpisy albo te z kilku dni, od pierwszego do ostatniego: strony A5 z okładką.',
    how: 'Wydrukuj tę stronę poleceniem przeglądarki. Strony mają format A5; „Zapisz jako PDF” tworzy plik.',
    backwards: 'Pierwszy dzień jest późniejszy niż ostatni.',
    incomplete: 'Księga nie dotarła jeszcze w całości. Poczekaj chwilę albo wczytaj stronę ponownie.',
    none: 'W tym czasie nie ma wpisów.',
    entries: { one: '1 wpis', few: '{n} wpisy', many: '{n} wpisów', other: '{n} wpisu' },
  },
  cards: {
    title: 'Kartki na stoły',
    text: 'Cztery na arkuszu, z kodem, tytułem i adresem, najwyżej w trzech językach.',
    how: 'Wydrukuj tę stronę poleceniem przeglądarki w skali 100%, na sztywnym papierze, i przetnij wzdłuż znaków.',
    unreachable: (address) =>
      `PUBLIC_URL nie jest ustawiony, więc na kartkach jest ${address}: adres, pod którym otwarto tę stronę. Goście mogą nie mieć do niego dostępu.`,
    languages: 'Języki, najwyżej trzy',
    tooMany: 'Na kartce mieszczą się trzy języki: wybierz najwyżej trzy.',
    paper: 'Papier',
    papers: { a4: 'A4, cztery kartki A6', letter: 'US Letter, cztery kartki po ćwierć arkusza' },
    below: 'Pod tytułem',
    texts: { intro: 'Wstęp', line: 'Krótka linijka' },
    line: 'Wpisz się do naszej księgi gości',
  },
}
