import type { WallText } from './catalogue.ts'

export const nl: WallText = {
  offer: {
    title: 'De muur',
    text: 'Eén bericht tegelijk, groot, voor een projector. Nieuwe verschijnen vanzelf. Druk daar op ? voor de toetsen; bij de instellingen staat hoe lang elk bericht blijft.',
  },
  sign: 'Schrijf met je telefoon',
  code: 'Het adres van dit boek als QR-code',
  lastOne: '{entries}, het laatste {time}',
  paused: 'Gepauzeerd',
  keys: { space: 'Spatie', pause: 'pauzeren of doorgaan', turn: 'terug en vooruit', help: 'dit tonen of verbergen' },
  sleep:
    'De browser kan dit scherm hier niet wakker houden. Zet de schermbeveiliging en de slaapstand uit in de instellingen van deze computer.',
}
