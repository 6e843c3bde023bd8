import type { TopologyText } from './catalogue.ts'

export const es: TopologyText = {
  title: 'Cómo se guarda este libro',
  intro: 'Estas partes sirven la página y guardan los mensajes. Lo que ves aquí se actualiza cada segundo.',
  servedBy: (process) => `Esta página viene del servidor web ${process}.`,
  readFrom: (node) => `Lee el libro de: ${node}.`,
  fromMemory: 'Ahora no se puede leer ni el maestro ni una réplica: la página viene de la memoria del servidor web.',
  master: 'Maestro',
  replica: (number) => `Réplica ${number}`,
  someReplica: 'una réplica',
  offset: 'Posición en bytes',
  behind: 'Bytes de retraso',
  silence: 'Segundos en silencio',
  link: 'Enlace',
  links: { up: 'conectada', filling: 'llenándose', silent: 'en silencio', away: 'inaccesible' },
  embedded: 'Un solo proceso guarda este libro, en un solo archivo. No hay maestro ni réplicas.',
  way: {
    title: 'El camino de tu mensaje',
    none: 'Firma el libro y vuelve: esta página muestra cuánto duró cada paso.',
    elsewhere:
      'Otro servidor web recibió tu último mensaje, o fue hace demasiado tiempo. Firma otra vez o recarga hasta dar con ese servidor.',
    longAgo: 'Tu último mensaje llegó hace demasiado tiempo. Firma otra vez para ver cuánto dura cada paso.',
    received: 'El servidor web lo recibió:',
    written: 'El maestro lo tenía en disco y lo confirmó:',
    writtenHere: 'Estaba en disco, en el archivo del libro:',
    read: 'El servidor web lo leyó de vuelta:',
  },
}
