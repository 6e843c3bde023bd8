import type { WallText } from './catalogue.ts'

export const de: WallText = {
  offer: {
    title: 'Die Wand',
    text: 'Ein Eintrag nach dem anderen, groß, für einen Projektor. Neue erscheinen von selbst. Die Taste ? zeigt dort die Tasten; wie lange ein Eintrag steht, sagen die Einstellungen.',
  },
  sign: 'Trag dich mit dem Handy ein',
  code: 'Die Adresse dieses Buchs als QR-Code',
  lastOne: '{entries}, der letzte {time}',
  paused: 'Angehalten',
  keys: {
    space: 'Leertaste',
    pause: 'anhalten oder weiter',
    turn: 'zurück und vor',
    help: 'dies ein- oder ausblenden',
  },
  sleep:
    'Der Browser kann diesen Bildschirm hier nicht wach halten. Bitte schalte Bildschirmschoner und Ruhezustand in den Einstellungen dieses Rechners aus.',
}
