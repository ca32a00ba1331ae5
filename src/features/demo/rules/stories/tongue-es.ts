import type { Talk, Topic } from './story.ts'

export const talkEs: Talk = {
  first: [
    'gracias por escribirnos. Tengo el expediente delante y estoy revisando {about}. Hoy mismo le digo algo.',
    'gracias por la descripción tan clara. Me ocupo personalmente de {about}.',
  ],
  later: [
    'le cuento cómo vamos: hemos avanzado con {about} y espero tener el resultado en dos días laborables.',
    'lo hemos reproducido en nuestro banco de pruebas. Ahora falta corregirlo bien.',
  ],
  asks: [
    [
      '¿podría enviarme el número de serie y una foto de la placa? Así no hay dudas con la pieza.',
      'Customer sends serial number and photo',
    ],
    ['¿cuál de las dos fechas le viene mejor? Guardo ambas hasta mañana por la tarde.', 'Customer chooses a date'],
  ],
  answers: ['el número es {serial}. La foto la manda el turno de mañana.', 'mejor la segunda fecha, gracias.'],
  nudges: [
    '¿hay novedades sobre {about}? Tenemos que organizar la semana.',
    'un detalle más: esta mañana ha vuelto a pasar, poco antes de las ocho.',
  ],
  holds: [
    [
      'estamos pendientes de la respuesta de nuestro proveedor, prometida para esta semana. Sigo insistiendo.',
      'Supplier answers',
    ],
  ],
  last: [
    'ya está resuelto. Por favor, compruébelo y dígame si queda algo pendiente.',
    'hemos encontrado la causa y la hemos corregido. Por su parte no hay que hacer nada más.',
  ],
  again: ['por desgracia ha vuelto a ocurrir esta mañana. ¿Podrían revisar {about} otra vez?'],
}

export const topicsEs: Record<string, readonly Topic[]> = {
  billing_dispute: [
    [
      'Factura {invoice} con IVA equivocado',
      'la factura',
      'la factura {invoice} lleva nuestro número de IVA antiguo. El auditor no la acepta. ¿Pueden emitirla de nuevo?',
    ],
  ],
  technical_issue: [
    [
      'Ruido extraño después del mantenimiento',
      'el ruido',
      'desde el último mantenimiento la bomba {serial} hace un ruido que antes no hacía, sobre todo al arrancar.',
    ],
    [
      'Pérdida de vacío en la línea de secado',
      'la pérdida de vacío',
      'en la línea de secado perdemos vacío cada noche. La máquina es {serial} y todas las válvulas están cerradas.',
    ],
  ],
  replacement_request: [
    [
      'Recambio equivocado en el pedido {order}',
      'el recambio',
      'en el pedido {order} nos llegó el recambio de otro modelo. Necesitamos el de la VP-40.',
    ],
  ],
  general_question: [
    [
      'Pregunta sobre el cambio de filtro',
      'el filtro',
      '¿cada cuánto hay que cambiar el filtro de escape si trabajamos a dos turnos?',
    ],
  ],
  complaint: [
    [
      'Nadie contesta a nuestra carta',
      'nuestra carta',
      'hace tres semanas les enviamos una carta sobre los retrasos y nadie nos ha contestado.',
    ],
  ],
}
