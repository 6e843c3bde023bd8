import type { FieldsText } from './catalogue.ts'

export const pl: FieldsText = {
  extra: 'Obok imienia',
  signature: {
    draw: 'Podpisz odręcznie',
    pad: 'Narysuj tu swój podpis palcem, piórem lub myszą',
    undo: 'Cofnij',
    clear: 'Wyczyść',
    leaveOut: 'Bez podpisu',
  },
  signedByHand: 'Podpisano odręcznie',
  problems: {
    extraTooLong: (length, limit) => `To za długie. Liczba znaków: ${length}, a zmieści się najwyżej ${limit}.`,
    extraFarTooLong: (limit) => `To o wiele za długie. Zmieści się tyle znaków: ${limit}. Czy da się to skrócić?`,
    extraNotAsked: 'Gospodarz już o to nie pyta. Zostaw, proszę, to pole puste.',
    signatureTooLarge: (limit) =>
      `Narysowany podpis jest za duży. Zmieści się tyle bajtów: ${limit}. Narysuj go mniejszą liczbą kresek albo pomiń.`,
    signatureUnreadable: 'Narysowany podpis nie dotarł w całości. Narysuj go, proszę, jeszcze raz albo pomiń.',
    signatureNotOffered: 'Gospodarz nie przyjmuje już odręcznych podpisów. Pomiń, proszę, rysunek.',
  },
}
