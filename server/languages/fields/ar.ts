import type { FieldsText } from './catalogue.ts'

export const ar: FieldsText = {
  extra: 'بجانب اسمك',
  signature: {
    draw: 'وقّع بخط اليد',
    pad: 'ارسم توقيعك هنا بالإصبع أو القلم أو الفأرة',
    undo: 'تراجع',
    clear: 'مسح',
    leaveOut: 'بلا توقيع',
  },
  signedByHand: 'موقّع بخط اليد',
  problems: {
    extraTooLong: (length, limit) => `عدد الحروف هنا ${length}، والمتّسع ${limit}.`,
    extraFarTooLong: (limit) => `هذا أطول بكثير مما ينبغي: المتاح ${limit} حرف. هل يمكنك اختصاره؟`,
    extraNotAsked: 'لم يعد صاحب الدفتر يسأل عن هذا. يُرجى تركه فارغًا.',
    signatureTooLarge: (limit) => `التوقيع المرسوم أكبر مما ينبغي: المتاح ${limit} بايت. يُرجى رسمه بخطوط أقل أو تركه.`,
    signatureUnreadable: 'لم يصل التوقيع المرسوم كما ينبغي. يُرجى رسمه مرة أخرى أو تركه.',
    signatureNotOffered: 'لم يعد صاحب الدفتر يتيح التوقيع بخط اليد. يُرجى ترك الرسم.',
  },
}
