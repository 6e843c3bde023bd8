import type { Catalogue } from './catalogue.ts'

export const es: Catalogue = {
  title: 'Libro de visitas',
  intro: 'Qué alegría tenerte aquí. Déjanos unas palabras: un saludo, un recuerdo, lo que quieras.',
  anonymous: 'Anónimo',
  empty: 'La primera página sigue en blanco. ¿Te animas a empezar?',
  nothingOlder: 'No hay nada anterior a esto.',
  older: 'Mensajes anteriores',
  newest: 'Volver a los mensajes más recientes',
  languages: 'Idioma',
  feed: 'Canal Atom',
  form: {
    message: 'Tu mensaje',
    name: 'Tu nombre, si quieres',
    submit: 'Firmar el libro',
  },
  problems: {
    title: 'Revisa el mensaje',
    messageEmpty: 'Escribe antes unas palabras.',
    messageTooLong: (length, limit) =>
      `Es un poco largo: tiene ${length} caracteres y caben ${limit}. ¿Puedes acortarlo?`,
    nameTooLong: (length, limit) => `El nombre tiene ${length} caracteres y caben ${limit}.`,
    messageTooComplex: 'El mensaje tiene demasiados signos superpuestos. ¿Puedes quitar algunos?',
    nameTooComplex: 'El nombre tiene demasiados signos superpuestos. ¿Puedes quitar algunos?',
    tooLarge: 'Es mucho más de lo que cabe en un mensaje. ¿Puedes acortarlo?',
    malformed: 'El formulario no ha llegado bien. Inténtalo de nuevo.',
    crossSite: 'Parece que esto se envió desde otro sitio. Si fuiste tú, vuelve a enviarlo desde aquí.',
    tooManyPosts: (wait) => `Has firmado muchas veces en poco tiempo. Espera ${wait} y vuelve a enviar tu mensaje.`,
    notWritten:
      'Ahora mismo no se puede escribir en el libro. Tus palabras siguen aquí: inténtalo de nuevo en un momento.',
    maybeWritten:
      'No sabemos con certeza si tu mensaje se ha guardado; puede que aparezca en un momento. Puedes volver a enviarlo tal cual: no saldrá dos veces.',
  },
  notices: {
    readOnly:
      'Por el momento el libro solo se puede leer. Puedes intentarlo de todos modos: si no funciona, tus palabras se quedan aquí.',
    fromMemory: (since) => `Ves el libro tal como estaba el ${since}. Los mensajes nuevos llegarán enseguida.`,
  },
  errors: {
    400: { title: 'No lo hemos entendido', text: 'Hay algo en la dirección o en la petición que no cuadra.' },
    403: { title: 'Eso no está permitido', text: 'Se envió desde otro sitio, así que no se ha aceptado.' },
    404: { title: 'Esta página no existe', text: 'Puede que se haya retirado o que haya un error en la dirección.' },
    405: { title: 'Aquí eso no funciona', text: 'Esta dirección no se puede usar de ese modo.' },
    413: { title: 'Es demasiado de una vez', text: 'Lo enviado ocupa más de lo que cabe en un mensaje.' },
    415: { title: 'No podemos leerlo', text: 'Se envió en un formato que el libro no entiende.' },
    421: { title: 'El libro de visitas tiene otra dirección', text: 'Ábrelo aquí, por favor:' },
    429: {
      title: 'Un poco más despacio',
      text: 'Ha habido muchas peticiones en poco tiempo. Vuelve a intentarlo en un minuto.',
    },
    500: { title: 'Algo ha fallado', text: 'El fallo es nuestro, no tuyo. Vuelve a intentarlo en un momento.' },
    503: {
      title: 'El libro está cerrado un momento',
      text: 'Ahora mismo no se puede abrir. No se ha perdido nada; vuelve dentro de un rato.',
    },
  },
  back: 'Volver al libro de visitas',
  requestId: 'Si se lo cuentas a quien lleva el sitio, menciona este número:',
  script: {
    entries: { one: '{n} mensaje', many: '{n} de mensajes', other: '{n} mensajes' },
    newEntries: { one: '{n} mensaje nuevo', many: '{n} de mensajes nuevos', other: '{n} mensajes nuevos' },
    charactersLeft: {
      one: 'Queda {n} carácter',
      many: 'Quedan {n} de caracteres',
      other: 'Quedan {n} caracteres',
    },
    charactersOver: {
      one: 'Sobra {n} carácter',
      many: 'Sobran {n} de caracteres',
      other: 'Sobran {n} caracteres',
    },
    justNow: 'ahora mismo',
    sending: 'Enviando…',
    signed: '¡Gracias! Tu mensaje ya está en el libro.',
    draftRestored: 'Aquí está lo que habías empezado a escribir.',
    disconnected: 'Se ha perdido la conexión. Los mensajes nuevos aparecerán cuando vuelva.',
    offline: 'No tienes conexión. Tu mensaje se enviará en cuanto vuelva.',
    notSent: 'Aún no hay respuesta; seguimos intentándolo. Tus palabras siguen aquí.',
    retry: 'Reintentar',
    unconfirmed: 'aún sin confirmar',
    loading: 'Cargando…',
  },
}
