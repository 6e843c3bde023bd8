import type { WallText } from './catalogue.ts'

export const en: WallText = {
  offer: {
    title: 'The wall',
    text: 'One entry at a time, large, for a projector. New entries appear by themselves. Press ? there to see the keys; the settings say how long each entry stays.',
  },
  sign: 'Sign it with your phone',
  code: 'The address of this book as a QR code',
  lastOne: '{entries}, the last one {time}',
  paused: 'Paused',
  keys: { space: 'Space', pause: 'pause or go on', turn: 'back and forth', help: 'show or hide this' },
  sleep:
    'The browser cannot keep this screen awake here. Please switch off the screen saver and sleep in the settings of this computer.',
}
