import type { FieldsText } from './catalogue.ts'

export const es: FieldsText = {
  extra: 'Junto a tu nombre',
  signature: {
    draw: 'Firmar a mano',
    pad: 'Dibuja aquí tu firma, con el dedo, un lápiz o el ratón',
    undo: 'Deshacer',
    clear: 'Borrar',
    leaveOut: 'Sin firma',
  },
  signedByHand: 'Firmado a mano',
  problems: {
    extraTooLong: (length, limit) => `Tiene ${length} caracteres y caben ${limit}.`,
    extraFarTooLong: (limit) => `Es demasiado largo: caben ${limit} caracteres. ¿Puedes acortarlo?`,
    extraNotAsked: 'El anfitrión ya no pregunta esto. Déjalo vacío, por favor.',
    signatureTooLarge: (limit) =>
      `La firma dibujada es demasiado grande: caben ${limit} bytes. Dibújala con menos trazos o déjala fuera, por favor.`,
    signatureUnreadable: 'La firma dibujada no llegó como debía. Dibújala otra vez o déjala fuera, por favor.',
    signatureNotOffered: 'El anfitrión ya no ofrece firmar a mano. Deja fuera el dibujo, por favor.',
  },
}
