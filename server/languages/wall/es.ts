import type { WallText } from './catalogue.ts'

export const es: WallText = {
  offer: {
    title: 'El muro',
    text: 'Un mensaje cada vez, en grande, para un proyector. Los nuevos aparecen solos. Pulsa ? allí para ver las teclas; en los ajustes se elige cuánto dura cada mensaje.',
  },
  sign: 'Firma con tu móvil',
  code: 'La dirección de este libro como código QR',
  lastOne: '{entries}, el último {time}',
  paused: 'En pausa',
  keys: { space: 'Espacio', pause: 'pausar o seguir', turn: 'atrás y adelante', help: 'mostrar u ocultar esto' },
  sleep:
    'Aquí el navegador no puede mantener la pantalla encendida. Desactiva el salvapantallas y la suspensión en los ajustes de este ordenador.',
}
