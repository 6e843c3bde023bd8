import type { AdminCatalogue } from './catalogue.ts'
import { es as entries } from './entries/es.ts'
import { es as picture } from './picture/es.ts'
import { es as settings } from './settings/es.ts'

export const es: AdminCatalogue = {
  roles: { owner: 'Propietario', moderator: 'Moderación' },
  navigation: {
    label: 'Páginas de gestión',
    start: 'En espera',
    entries: 'Mensajes',
    log: 'Registro',
    people: 'Personas',
    sign: 'Firmar',
    settings: 'Ajustes',
    occasion: 'Evento',
    book: 'Ver el libro',
  },
  signedInAs: (name) => `Sesión iniciada como ${name}`,
  leave: 'Cerrar sesión',
  notEncrypted:
    'Esta conexión no está cifrada: otras personas de la misma red podrían leer lo que se envía y entrar en tu lugar. Usa una red de confianza o dale al libro una dirección HTTPS.',
  lastKnown:
    'La base de datos no responde ahora mismo. Ves lo último que se sabe. No se puede cambiar nada hasta que vuelva.',
  hello: (name) => `Hola, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Cuidar del libro',
      text: 'Este enlace sirve para un solo dispositivo y una sola vez. Pulsa el botón para entrar aquí.',
    },
    button: 'Entrar en este dispositivo',
    how: {
      title: 'Para quienes llevan el libro',
      text: 'Para entrar hace falta un enlace. Un propietario que ya ha entrado lo crea en «Personas». Quien aloja el libro lo crea allí donde funciona:',
    },
    command: 'En una terminal',
    alreadyIn: '¿Ya has entrado aquí? Ir a la página de gestión',
    left: 'Has cerrado la sesión en este dispositivo.',
    refused: {
      title: 'Este enlace no funciona (o ya no)',
      text: 'Un enlace sirve para un solo dispositivo durante 15 minutos. Este ya se usó, ha caducado o no se copió entero. Pide uno nuevo.',
    },
    tooMany: {
      title: 'Este enlace no funciona',
      text: 'En el último minuto se han probado muchos enlaces equivocados. Uno correcto funciona igualmente: comprueba que el tuyo se copió entero o pide uno nuevo.',
    },
  },
  people: {
    title: 'Personas',
    text: 'Los propietarios pueden hacerlo todo. La moderación decide sobre los mensajes.',
    you: 'tú',
    thisDevice: 'este dispositivo',
    unknownDevice: 'Dispositivo desconocido',
    lastSeen: (time) => `última vez: ${time}`,
    noDevices: 'Sin sesión en ningún dispositivo.',
    endSession: 'Cerrar su sesión',
    endAll: 'Cerrar todas las sesiones',
    remove: 'Quitar',
    anotherDevice: 'Enlace para otro dispositivo',
    invite: {
      title: 'Dejar entrar a alguien',
      name: 'Nombre',
      role: 'Función',
      button: 'Crear un enlace',
      empty: 'Pon un nombre, para saber después quién fue.',
      unusable: 'Ese nombre no sirve. Pon uno más corto o más sencillo.',
      taken: 'Ya hay alguien con ese nombre y otra función. Pon otro nombre o quita antes a esa persona.',
    },
    link: {
      title: (name) => `Un enlace para ${name}`,
      text: 'Sirve para un solo dispositivo durante 15 minutos. Ábrelo allí o enfoca el código con su cámara. No se lo enseñes a nadie más: entra quien lo abra primero.',
      code: 'El enlace como código QR',
    },
    done: {
      ended: 'Se ha cerrado la sesión en ese dispositivo.',
      'signed-out': 'Todas las sesiones están cerradas. Los enlaces sin usar ya no funcionan.',
      removed: 'Se ha quitado y todas sus sesiones están cerradas.',
      gone: 'Eso ya estaba hecho.',
    },
  },
  sign: {
    title: 'Firmar como anfitrión',
    text: (name) => `Tu entrada va firmada por «${name}», lleva la marca del anfitrión y aparece al momento.`,
    message: 'Tu entrada',
    button: 'Firmar el libro',
    done: 'Tu entrada está en el libro.',
  },
  settings,
  picture,
  occasion: {
    title: 'Para la ocasión',
    text: 'Lo que ayuda cuando la gente se reúne: en una boda, un museo o un club.',
  },
  problems: {
    'signed-out': { title: 'No has iniciado sesión', text: 'No se ha hecho nada. Entra con un enlace nuevo.' },
    'owners-only': {
      title: 'Eso es solo para propietarios',
      text: 'Has entrado para moderar. Pídeselo a un propietario.',
    },
    'cross-site': {
      title: 'Eso no se envió desde aquí',
      text: 'Parece que viene de otro sitio, así que no se ha hecho nada. Si fuiste tú, hazlo desde la página de gestión.',
    },
    stale: {
      title: 'Esa página era demasiado antigua',
      text: 'Se abrió antes de que entraras por última vez, así que no se ha hecho nada. Vuelve a abrirla e inténtalo de nuevo.',
    },
    unreachable: {
      title: 'Las páginas de gestión están cerradas un momento',
      text: 'La base de datos que sabe quién puede hacer qué no responde. No se ha cambiado nada; inténtalo de nuevo en un momento.',
    },
    'not-written': {
      title: 'No se ha guardado nada',
      text: 'La base de datos no admite cambios en este momento. Inténtalo de nuevo en un momento.',
    },
    uncertain: {
      title: 'No es seguro que se haya hecho',
      text: 'La base de datos no lo confirmó a tiempo. Compruébalo antes de intentarlo de nuevo.',
    },
  },
  back: 'A la página de gestión',
}
