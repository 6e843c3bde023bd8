import type { KioskText } from './catalogue.ts'

export const de: KioskText = {
  offer: {
    title: 'Tablet für Gäste',
    text: 'Für ein Tablet, das an der Tür oder auf einem Tisch steht: Gäste schreiben nacheinander darauf, und von einem bleibt nichts für den nächsten stehen.',
  },
  write: 'Zum Schreiben tippen',
  leave: 'Abbrechen',
  stillThere: { title: 'Noch da?', text: 'Sonst wird auf dieser Seite alles gelöscht.' },
  goOn: 'Weiter',
  thanks: 'Vielen Dank!',
  published: 'Deine Worte stehen im Buch.',
  waiting: 'Deine Worte erscheinen, sobald sie gelesen wurden.',
  unsent: {
    title: 'Noch nicht im Buch',
    text: 'Das Buch ist nicht erreichbar. Deine Worte bleiben auf diesem Tablet und werden gesendet, bis sie ankommen. Du kannst das dem Tablet überlassen.',
  },
  kept: 'Noch nicht gesendet: {number}. Bitte dieses Tablet eingeschaltet lassen.',
  clearsItself: 'Diese Seite leert sich nach fünf Minuten.',
  enter: {
    title: 'Das Gästebuch auf diesem Tablet öffnen',
    text: 'Gäste können dann nacheinander darauf schreiben. Sonst geht hier nichts.',
    button: 'Öffnen',
    refused: {
      title: 'Dieser Link geht nicht',
      text: 'Er wurde schon benutzt oder ist älter als 15 Minuten. Wer das Buch führt, kann einen neuen machen.',
    },
    tooMany: { title: 'Zu viele Links wurden versucht', text: 'Bitte in einer Minute noch einmal versuchen.' },
  },
  notOpen: {
    title: 'Dieses Tablet ist nicht für Gäste geöffnet',
    text: 'Wer das Buch führt, kann einen Link erstellen, der es öffnet.',
  },
  unreachable: { title: 'Das Buch ist nicht erreichbar', text: 'Diese Seite versucht es von selbst wieder.' },
  tablets: {
    text: 'Öffne den Link auf dem Tablet. Stelle dort ein, dass der Bildschirm anbleibt, und hefte diese Seite an, damit Gäste auf ihr bleiben.',
    title: 'Geöffnete Tablets',
    none: 'Kein Tablet ist geöffnet.',
    close: 'Schließen',
    closed: 'Das Tablet ist geschlossen.',
    gone: 'Das Tablet war schon geschlossen.',
    name: 'Wo es steht',
    button: 'Link erstellen',
    empty: 'Bitte gib an, wo das Tablet steht, damit du es von anderen unterscheiden kannst.',
    link: {
      title: (name) => `Ein Link für ${name}`,
      text: 'Er öffnet ein Tablet und gilt 15 Minuten. Öffne ihn dort oder richte die Kamera auf den Code.',
    },
  },
}
