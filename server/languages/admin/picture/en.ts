import type { PictureText } from './catalogue.ts'

export const en: PictureText = {
  title: 'Picture',
  text: (kilobytes) =>
    `A picture above the title, as PNG, JPEG or WebP of up to ${kilobytes} KB. A larger photo is made smaller by your browser, if scripts run there.`,
  current: 'The picture at the head of the book',
  none: 'There is no picture yet.',
  choose: 'Choose a picture',
  save: 'Save the picture',
  remove: 'Remove the picture',
  saved: 'The picture is in the book.',
  removed: 'The picture is gone.',
  problems: {
    none: () => 'Please choose a picture first.',
    'too-large': ({ kilobytes }) => `This picture is larger than ${kilobytes} KB. Please make it smaller first.`,
    'wrong-kind': () => 'This is no PNG, JPEG or WebP that can be read.',
    'too-many-pixels': ({ pixels }) =>
      `This picture is more than ${pixels} pixels wide or high. Please make it smaller first.`,
  },
}
