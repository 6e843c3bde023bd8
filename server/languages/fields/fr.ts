import type { FieldsText } from './catalogue.ts'

export const fr: FieldsText = {
  extra: 'À côté de votre nom',
  signature: {
    draw: 'Signer à la main',
    pad: 'Dessinez ici votre signature, au doigt, au stylet ou à la souris',
    undo: 'Annuler',
    clear: 'Effacer',
    leaveOut: 'Sans signature',
  },
  signedByHand: 'Signé à la main',
  problems: {
    extraTooLong: (length, limit) => `Cela compte ${length} caractères, pour un maximum de ${limit}.`,
    extraFarTooLong: (limit) =>
      `C’est beaucoup trop long : il y a de la place pour ${limit} caractères. Pourriez-vous raccourcir ?`,
    extraNotAsked: 'Votre hôte ne le demande plus. Laissez ce champ vide, s’il vous plaît.',
    signatureTooLarge: (limit) =>
      `La signature dessinée est trop lourde : il y a de la place pour ${limit} octets. Redessinez-la avec moins de traits, ou laissez-la de côté.`,
    signatureUnreadable: 'La signature dessinée n’est pas arrivée comme il faut. Redessinez-la, ou laissez-la de côté.',
    signatureNotOffered: 'Votre hôte ne propose plus de signer à la main. Laissez le dessin de côté, s’il vous plaît.',
  },
}
