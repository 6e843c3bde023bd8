import type { WallText } from './catalogue.ts'

export const pl: WallText = {
  offer: {
    title: 'Ściana',
    text: 'Po jednym wpisie, dużą czcionką, na projektor. Nowe wpisy pojawiają się same. Klawisz ? pokazuje tam klawisze; w ustawieniach można wybrać, jak długo widać każdy wpis.',
  },
  sign: 'Wpisz się telefonem',
  code: 'Adres tej księgi jako kod QR',
  lastOne: '{entries}, ostatni {time}',
  paused: 'Wstrzymano',
  keys: { space: 'Spacja', pause: 'wstrzymaj lub wznów', turn: 'wstecz i dalej', help: 'pokaż lub ukryj tę pomoc' },
  sleep:
    'Przeglądarka nie może tu zapobiec wygaszeniu ekranu. Wyłącz wygaszacz i usypianie w ustawieniach tego komputera.',
}
