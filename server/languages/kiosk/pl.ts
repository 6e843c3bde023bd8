import type { KioskText } from './catalogue.ts'

export const pl: KioskText = {
  offer: {
    title: 'Tablet dla gości',
    text: 'Dla tabletu przy drzwiach lub na stole: goście piszą na nim po kolei, a po jednym nic nie zostaje dla następnego.',
  },
  write: 'Dotknij, aby napisać',
  leave: 'Anuluj',
  stillThere: {
    title: 'Czy nadal tu jesteś?',
    text: 'W przeciwnym razie wszystko na tej stronie zostanie wyczyszczone.',
  },
  goOn: 'Dalej',
  thanks: 'Dziękujemy!',
  published: 'Twoje słowa są w księdze.',
  waiting: 'Twoje słowa pojawią się, gdy właściciel je przeczyta.',
  unsent: {
    title: 'Jeszcze nie w księdze',
    text: 'Nie można połączyć się z księgą. Twoje słowa zostają na tym tablecie i będą wysyłane, aż dotrą. Możesz zostawić to tabletowi.',
  },
  kept: 'Jeszcze nie wysłano: {number}. Prosimy nie wyłączać tego tabletu.',
  clearsItself: 'Ta strona czyści się sama po pięciu minutach.',
  enter: {
    title: 'Otwórz księgę gości na tym tablecie',
    text: 'Goście będą mogli pisać na nim po kolei. Nic więcej nie da się tu zrobić.',
    button: 'Otwórz',
    refused: {
      title: 'Ten link nie działa',
      text: 'Został już użyty albo ma ponad 15 minut. Właściciel może utworzyć nowy.',
    },
    tooMany: { title: 'Wypróbowano zbyt wiele linków', text: 'Spróbuj ponownie za minutę.' },
  },
  notOpen: { title: 'Ten tablet nie jest otwarty dla gości', text: 'Właściciel może utworzyć link, który go otworzy.' },
  unreachable: { title: 'Nie można połączyć się z księgą', text: 'Ta strona sama spróbuje ponownie.' },
  tablets: {
    text: 'Otwórz link na tablecie. W jego ustawieniach nie pozwól ekranowi gasnąć i przypnij tę stronę, aby goście na niej zostali.',
    title: 'Otwarte tablety',
    none: 'Żaden tablet nie jest otwarty.',
    close: 'Zamknij',
    closed: 'Ten tablet jest zamknięty.',
    gone: 'Ten tablet był już zamknięty.',
    name: 'Gdzie stoi',
    button: 'Utwórz link',
    empty: 'Podaj, gdzie stoi tablet, aby odróżnić go od innych.',
    link: {
      title: (name) => `Link dla: ${name}`,
      text: 'Otwiera jeden tablet i jest ważny 15 minut. Otwórz go tam albo skieruj aparat na kod.',
    },
  },
}
