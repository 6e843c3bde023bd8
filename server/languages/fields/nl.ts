import type { FieldsText } from './catalogue.ts'

export const nl: FieldsText = {
  extra: 'Naast je naam',
  signature: {
    draw: 'Met de hand ondertekenen',
    pad: 'Teken hier je handtekening, met je vinger, een pen of de muis',
    undo: 'Ongedaan maken',
    clear: 'Wissen',
    leaveOut: 'Weglaten',
  },
  signedByHand: 'Met de hand ondertekend',
  problems: {
    extraTooLong: (length, limit) => `Dat heeft ${length} tekens, en er is plaats voor ${limit}.`,
    extraFarTooLong: (limit) => `Dat is veel te lang: er is plaats voor ${limit} tekens. Kun je het korter maken?`,
    extraNotAsked: 'De eigenaar vraagt hier niet meer naar. Laat het alsjeblieft leeg.',
    signatureTooLarge: (limit) =>
      `De getekende handtekening is te groot: er is plaats voor ${limit} bytes. Teken haar met minder lijnen, of laat haar weg.`,
    signatureUnreadable: 'De getekende handtekening is niet goed aangekomen. Teken haar opnieuw, of laat haar weg.',
    signatureNotOffered: 'De eigenaar biedt ondertekenen met de hand niet meer aan. Laat de tekening alsjeblieft weg.',
  },
}
