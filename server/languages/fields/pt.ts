import type { FieldsText } from './catalogue.ts'

export const pt: FieldsText = {
  extra: 'Ao lado do seu nome',
  signature: {
    draw: 'Assinar à mão',
    pad: 'Desenhe aqui a sua assinatura, com o dedo, uma caneta ou o mouse',
    undo: 'Desfazer',
    clear: 'Apagar',
    leaveOut: 'Sem assinatura',
  },
  signedByHand: 'Assinado à mão',
  problems: {
    extraTooLong: (length, limit) => `Tem ${length} caracteres e cabem ${limit}.`,
    extraFarTooLong: (limit) => `Ficou muito longo: cabem ${limit} caracteres. Pode encurtar?`,
    extraNotAsked: 'Quem cuida deste livro não pergunta mais isso. Deixe vazio, por favor.',
    signatureTooLarge: (limit) =>
      `A assinatura desenhada ficou grande demais: cabem ${limit} bytes. Desenhe com menos traços ou deixe sem, por favor.`,
    signatureUnreadable: 'A assinatura desenhada não chegou como devia. Desenhe de novo ou deixe sem, por favor.',
    signatureNotOffered: 'Quem cuida deste livro não oferece mais a assinatura à mão. Deixe sem o desenho, por favor.',
  },
}
