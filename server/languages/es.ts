import type { Catalogue } from './catalogue.ts'

export const es: Catalogue = {
  title: 'Libro de visitas',
  intro: 'Qué alegría tenerte aquí. Déjanos unas palabras: un saludo, un recuerdo, lo que quieras.',
  anonymous: 'Un visitante',
  empty: 'La primera página sigue en blanco. ¿Te animas a empezar?',
  nothingOlder: 'No hay mensajes anteriores.',
  showAll: 'Mostrar todo',
  showLess: 'Mostrar menos',
  reply: 'Respuesta del anfitrión',
  edited: 'editado',
  pinned: 'fijado',
  older: 'Mensajes anteriores',
  newest: 'Volver a los mensajes más recientes',
  firstPage: (date) => `La primera página, ${date}`,
  languages: 'Idioma',
  feed: 'Seguir este libro',
  form: {
    message: 'Tu mensaje',
    name: 'Tu nombre, si quieres',
    leaveEmpty: 'Deja esto vacío',
    submit: 'Firmar el libro',
  },
  problems: {
    title: 'Revisa el mensaje',
    messageEmpty: 'Escribe antes unas palabras.',
    messageTooLong: (length, limit) =>
      `Es demasiado largo: tiene ${length} caracteres y caben ${limit}. ¿Puedes acortarlo?`,
    nameTooLong: (length, limit) => `El nombre tiene ${length} caracteres y caben ${limit}.`,
    messageFarTooLong: (limit) => `Es demasiado largo: caben ${limit} caracteres. ¿Puedes acortarlo?`,
    nameFarTooLong: (limit) => `El nombre es demasiado largo: caben ${limit} caracteres. ¿Puedes acortarlo?`,
    nameReserved: 'Así se llama quien lleva este libro. Firma con otro nombre, por favor.',
    tooManyMarks: (limit) =>
      `Una letra lleva aquí más de ${limit} signos superpuestos (acentos y similares). ¿Puedes quitar algunos?`,
    characterTooLong: (limit) =>
      `Un carácter se compone aquí de más de ${limit} partes. ¿Puedes usar uno más sencillo?`,
    entryTooLarge: (size, limit) =>
      `Ocupa ${size} KB, y en un mensaje caben ${limit} KB. ¿Puedes acortarlo o usar menos emojis?`,
    notUtf8: 'Algunos caracteres no se pudieron leer; aparecen como �. Corrígelos y vuelve a enviarlo, por favor.',
    tooLarge: 'Es mucho más de lo que cabe en un mensaje. ¿Puedes acortarlo?',
    malformed: 'El formulario no ha llegado bien. Inténtalo de nuevo.',
    crossSite: 'Parece que esto se envió desde otro sitio, así que no se ha añadido. Si es tuyo, escríbelo aquí.',
    tooManyPosts: (wait) =>
      `Están llegando muchos mensajes desde aquí. Espera ${wait} y vuelve a enviar el tuyo: sigue aquí.`,
    bookLimit: (wait) =>
      `Las páginas de hoy ya están llenas. El libro volverá a recibir mensajes en ${wait}. Tus palabras siguen aquí.`,
    notWritten:
      'Ahora mismo no se puede escribir en el libro. Tus palabras siguen aquí: inténtalo de nuevo en un momento.',
    maybeWritten:
      'No sabemos con certeza si tu mensaje se ha guardado; puede que aparezca en un momento. Puedes volver a enviarlo tal cual: no saldrá dos veces.',
    maybeWrittenLook:
      'No sabemos con certeza si tu mensaje se ha guardado; puede que aparezca en un momento. Comprueba si está antes de volver a enviarlo.',
    closed: 'El libro ya no recibe mensajes nuevos, así que el tuyo no se ha añadido. Tus palabras siguen aquí.',
    closedUntil: (time) =>
      `El libro está cerrado hasta el ${time}, así que tu mensaje no se ha añadido. Tus palabras siguen aquí.`,
    waitingFull:
      'Ahora mismo hay muchísimos mensajes pendientes de lectura, así que el tuyo no se ha añadido. Tus palabras siguen aquí: inténtalo más tarde.',
    gone: 'Este mensaje ya no está en el libro.',
    byAnother: 'Solo el navegador en el que se escribió este mensaje puede cambiarlo o eliminarlo.',
    tooLate: 'Un mensaje solo se puede cambiar poco después de escribirlo, y ese plazo ya ha pasado.',
    notWaiting: 'Este mensaje ya no está a la espera: se retiró o el anfitrión ya ha decidido.',
    replied: 'Este mensaje ya tiene respuesta, así que no se puede cambiar.',
  },
  notices: {
    readOnly:
      'Por el momento el libro solo se puede leer. Puedes intentarlo de todos modos: si no funciona, tus palabras se quedan aquí.',
    fromMemory: (since) => `Ves el libro tal como estaba el ${since}. Los mensajes nuevos llegarán enseguida.`,
    closed: 'Por ahora el libro no recibe mensajes nuevos. Puedes leerlo con toda tranquilidad.',
    opensOn: (time) => `Se abre el ${time}.`,
  },
  own: {
    waiting: 'A la espera de que lo lea el anfitrión',
    thanks: '¡Gracias! Tu mensaje aparecerá cuando lo haya leído el anfitrión.',
    withdraw: 'Retirar',
    change: 'Cambiar',
    takeBack: 'Eliminar',
    changeTitle: 'Cambiar tu mensaje',
    save: 'Guardar el cambio',
    cancel: 'Dejarlo como está',
    takeBackTitle: '¿Eliminar tu mensaje?',
    takeBackText: 'Desaparecerá del libro para siempre.',
    takeBackConfirm: 'Sí, eliminarlo',
    keep: 'Dejarlo',
    title: 'Tu mensaje',
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
      text: 'Están llegando muchas peticiones desde aquí. Vuelve a intentarlo en un minuto.',
    },
    500: { title: 'Algo ha fallado', text: 'El fallo es nuestro, no tuyo. Vuelve a intentarlo en un momento.' },
    503: {
      title: 'El libro está cerrado un momento',
      text: 'Ahora mismo no se puede abrir. No se ha perdido nada; vuelve dentro de un rato.',
    },
    busy: {
      title: 'Hay mucha gente en este momento',
      text: 'Inténtalo de nuevo dentro de unos segundos. Si estabas escribiendo, vuelve atrás: tu texto debería seguir ahí.',
    },
  },
  back: 'Volver al libro de visitas',
  requestId: 'Si se lo cuentas a quien lleva el sitio, menciona este código:',
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
    justNow: 'hace un momento',
    entryBy: 'Mensaje de {name}, {time}',
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
