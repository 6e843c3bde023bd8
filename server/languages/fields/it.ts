import type { FieldsText } from './catalogue.ts'

export const it: FieldsText = {
  extra: 'Accanto al tuo nome',
  signature: {
    draw: 'Firma a mano',
    pad: 'Disegna qui la tua firma, con il dito, una penna o il mouse',
    undo: 'Annulla',
    clear: 'Cancella',
    leaveOut: 'Senza firma',
  },
  signedByHand: 'Firmato a mano',
  problems: {
    extraTooLong: (length, limit) => `Ha ${length} caratteri, e c’è posto per ${limit}.`,
    extraFarTooLong: (limit) => `È davvero troppo lungo: c’è posto per ${limit} caratteri. Riesci ad accorciarlo?`,
    extraNotAsked: 'Chi tiene questo libro non lo chiede più. Lascialo vuoto, per favore.',
    signatureTooLarge: (limit) =>
      `La firma disegnata è troppo grande: c’è posto per ${limit} byte. Disegnala con meno tratti, o lasciala da parte.`,
    signatureUnreadable: 'La firma disegnata non è arrivata come doveva. Disegnala di nuovo, o lasciala da parte.',
    signatureNotOffered:
      'Chi tiene questo libro non offre più la firma a mano. Lascia da parte il disegno, per favore.',
  },
}
