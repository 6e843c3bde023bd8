import type { FieldsText } from './catalogue.ts'

export const de: FieldsText = {
  extra: 'Neben deinem Namen',
  signature: {
    draw: 'Von Hand unterschreiben',
    pad: 'Zeichne hier deine Unterschrift, mit Finger, Stift oder Maus',
    undo: 'Rückgängig',
    clear: 'Löschen',
    leaveOut: 'Weglassen',
  },
  signedByHand: 'Von Hand unterschrieben',
  problems: {
    extraTooLong: (length, limit) => `Das hat ${length} Zeichen, Platz ist für ${limit}.`,
    extraFarTooLong: (limit) => `Das ist viel zu lang: ${limit} Zeichen passen hinein. Geht es kürzer?`,
    extraNotAsked: 'Danach fragen die Gastgeber nicht mehr. Bitte lass es leer.',
    signatureTooLarge: (limit) =>
      `Die gezeichnete Unterschrift ist zu groß: ${limit} Bytes passen hinein. Bitte zeichne sie mit weniger Linien oder lass sie weg.`,
    signatureUnreadable:
      'Die gezeichnete Unterschrift ist nicht richtig angekommen. Bitte zeichne sie noch einmal oder lass sie weg.',
    signatureNotOffered:
      'Von Hand zu unterschreiben, bieten die Gastgeber nicht mehr an. Bitte lass die Zeichnung weg.',
  },
}
