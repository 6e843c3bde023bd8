import type { WallText } from './catalogue.ts'

export const fr: WallText = {
  offer: {
    title: 'Le mur',
    text: 'Un message à la fois, en grand, pour un projecteur. Les nouveaux apparaissent d’eux-mêmes. Appuyez-y sur ? pour voir les touches ; les réglages disent combien de temps chacun reste.',
  },
  sign: 'Signez avec votre téléphone',
  code: 'L’adresse de ce livre en code QR',
  lastOne: '{entries}, le dernier {time}',
  paused: 'En pause',
  keys: {
    space: 'Espace',
    pause: 'mettre en pause ou reprendre',
    turn: 'en arrière et en avant',
    help: 'afficher ou masquer ceci',
  },
  sleep:
    'Ici, le navigateur ne peut pas garder cet écran allumé. Désactivez l’économiseur d’écran et la veille dans les réglages de cet ordinateur.',
}
