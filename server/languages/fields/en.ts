import type { FieldsText } from './catalogue.ts'

export const en: FieldsText = {
  extra: 'Beside your name',
  signature: {
    draw: 'Sign by hand',
    pad: 'Draw your signature here, with a finger, a pen or the mouse',
    undo: 'Undo',
    clear: 'Clear',
    leaveOut: 'Leave it out',
  },
  signedByHand: 'Signed by hand',
  problems: {
    extraTooLong: (length, limit) => `That has ${length} characters, and there is room for ${limit}.`,
    extraFarTooLong: (limit) => `That is far too long: there is room for ${limit} characters. Could you shorten it?`,
    extraNotAsked: 'The owner does not ask for this any more. Please leave it empty.',
    signatureTooLarge: (limit) =>
      `The drawn signature is too large: there is room for ${limit} bytes. Please draw it with fewer lines, or leave it out.`,
    signatureUnreadable: 'The drawn signature did not arrive as it should. Please draw it again, or leave it out.',
    signatureNotOffered: 'The owner does not offer to sign by hand any more. Please leave the drawing out.',
  },
}
