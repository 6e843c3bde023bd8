import type { KioskText } from './catalogue.ts'

export const es: KioskText = {
  offer: {
    title: 'Tableta para invitados',
    text: 'Para una tableta en la puerta o en una mesa: los invitados escriben uno tras otro, y nada de uno queda para el siguiente.',
  },
  write: 'Toca para escribir',
  leave: 'Cancelar',
  stillThere: { title: '¿Sigues ahí?', text: 'Si no, se borrará todo lo de esta página.' },
  goOn: 'Continuar',
  thanks: '¡Gracias!',
  published: 'Tus palabras están en el libro.',
  waiting: 'Tus palabras aparecerán cuando el propietario las haya leído.',
  unsent: {
    title: 'Aún no está en el libro',
    text: 'No se puede contactar con el libro. Tus palabras se guardan en esta tableta y se envían hasta que lleguen. Puedes dejarlo en sus manos.',
  },
  kept: 'Sin enviar todavía: {number}. Por favor, deja esta tableta encendida.',
  clearsItself: 'Esta página se borra sola a los cinco minutos.',
  enter: {
    title: 'Abrir el libro de visitas en esta tableta',
    text: 'Los invitados podrán escribir en ella uno tras otro. Aquí no se puede hacer nada más.',
    button: 'Abrir',
    refused: {
      title: 'Este enlace no funciona',
      text: 'Ya se usó, o tiene más de 15 minutos. El propietario puede crear otro.',
    },
    tooMany: { title: 'Se han probado demasiados enlaces', text: 'Inténtalo de nuevo dentro de un minuto.' },
  },
  notOpen: {
    title: 'Esta tableta no está abierta para invitados',
    text: 'El propietario puede crear un enlace que la abra.',
  },
  unreachable: { title: 'No se puede contactar con el libro', text: 'Esta página lo intenta de nuevo por sí sola.' },
  tablets: {
    text: 'Abre el enlace en la tableta. En sus ajustes, mantén la pantalla encendida y fija esta página para que los invitados no salgan de ella.',
    title: 'Tabletas abiertas',
    none: 'No hay ninguna tableta abierta.',
    close: 'Cerrar',
    closed: 'Esa tableta está cerrada.',
    gone: 'Esa tableta ya estaba cerrada.',
    name: 'Dónde está',
    button: 'Crear un enlace',
    empty: 'Indica dónde está la tableta, para distinguirla de otras.',
    link: {
      title: (name) => `Un enlace para ${name}`,
      text: 'Abre una tableta y vale 15 minutos. Ábrelo en ella, o apunta su cámara al código.',
    },
  },
}
