import type { PictureText } from './catalogue.ts'

export const ar: PictureText = {
  title: 'الصورة',
  text: (kilobytes) =>
    `صورة فوق العنوان بصيغة PNG أو JPEG أو WebP، وحجمها ${kilobytes} كيلوبايت على الأكثر. يصغّر متصفحك الصور الأكبر إذا كانت البرامج النصية تعمل فيه.`,
  current: 'الصورة في أول الدفتر',
  none: 'لا توجد صورة بعد.',
  choose: 'اختر صورة',
  save: 'احفظ الصورة',
  remove: 'أزل الصورة',
  saved: 'الصورة في الدفتر.',
  removed: 'أُزيلت الصورة.',
  problems: {
    none: () => 'اختر صورة أولًا من فضلك.',
    'too-large': ({ kilobytes }) => `حجم هذه الصورة أكبر من ${kilobytes} كيلوبايت. صغّرها أولًا من فضلك.`,
    'wrong-kind': () => 'هذا ليس ملف PNG أو JPEG أو WebP يمكن قراءته.',
    'too-many-pixels': ({ pixels }) => `عرض هذه الصورة أو ارتفاعها أكثر من ${pixels} بكسل. صغّرها أولًا من فضلك.`,
  },
}
