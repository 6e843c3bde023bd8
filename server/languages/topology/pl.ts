import type { TopologyText } from './catalogue.ts'

export const pl: TopologyText = {
  title: 'Jak przechowywana jest ta księga',
  intro: 'Te części dostarczają stronę i przechowują wpisy. Widok odświeża się co sekundę.',
  servedBy: (process) => `Ta strona pochodzi z serwera ${process}.`,
  readFrom: (node) => `Czyta on księgę z: ${node}.`,
  fromMemory: 'Teraz nie można czytać ani z węzła głównego, ani z repliki: strona pochodzi z pamięci serwera.',
  master: 'Węzeł główny',
  replica: (number) => `Replika ${number}`,
  someReplica: 'jedna z replik',
  offset: 'Pozycja w bajtach',
  behind: 'Opóźnienie w bajtach',
  silence: 'Sekundy ciszy',
  link: 'Połączenie',
  links: { up: 'połączono', filling: 'w trakcie napełniania', silent: 'cisza', away: 'nieosiągalny' },
  embedded: 'Tę księgę przechowuje jeden proces w jednym pliku. Nie ma węzła głównego ani replik.',
  way: {
    title: 'Droga Twojego wpisu',
    none: 'Wpisz się i wróć tutaj: ta strona pokaże, ile trwał każdy krok.',
    elsewhere:
      'Twój ostatni wpis przyjął inny serwer albo było to zbyt dawno. Wpisz się ponownie lub odświeżaj, aż trafisz na tamten serwer.',
    longAgo: 'Twój ostatni wpis dotarł zbyt dawno. Wpisz się ponownie, aby zobaczyć, ile trwa każdy krok.',
    received: 'Serwer go przyjął:',
    written: 'Węzeł główny miał go na dysku i potwierdził:',
    writtenHere: 'Był na dysku, w pliku księgi:',
    read: 'Serwer odczytał go z księgi:',
  },
}
