import { isBuiltIn, type RuleId } from '../rule.ts';
import { type ByRule, type CLOSED_OTHERWISE, type Figures, type Language, ofRule, type Phase } from './language.ts';

/** Spanish messages: 1.234,50; subject and SMS without accents, which their alphabets do not all have. */
export const SPANISH: Language = {
  locale: 'es',
  decimalMark: ',',
  groupMark: '.',
  isGsm: true,
  severity: { info: 'INFO', warning: 'AVISO', critical: 'CRÍTICO' },
  kind: {
    firing: 'NUEVO',
    escalated: 'AGRAVADO',
    resolved: 'RESUELTO',
    reminder: 'RECORDATORIO',
    digest: 'RESUMEN',
    correction: 'CORRECCIÓN',
    flapping: 'INESTABLE',
    test: 'PRUEBA',
  },
  cause: { market: 'se movió el mercado', site: 'cambió el sitio', unknown: 'desconocida' },
  perDay: 'USD/día',
  mcfPerDay: 'Mcf/día',
  hours: 'h',
  minutes: 'min',
  days: 'días',
  unknown: 'desconocido',
  testText: 'Esto es una prueba; no ha pasado nada',
  labels: {
    site: 'Sitio',
    since: 'Desde',
    until: 'Terminó',
    mine: 'Minar',
    sell: 'Vender',
    flare: 'Quemar',
    advantage: 'Minar frente al mejor',
    advantageMean: '  media evaluada',
    advantage24h: '  últimas 24 horas',
    advantage7d: '  últimos 7 días',
    breakEven: 'BTC de equilibrio',
    btcNow: 'BTC ahora',
    netback: 'Netback',
    judged: 'Quema evaluada',
    flared: 'Quema ahora',
    usual: 'Quema habitual',
    limit: 'Límite del permiso',
    age: 'Edad de los datos',
    next: 'Siguiente paso',
    link: 'Detalles',
    message: 'Mensaje',
    worst: 'Peores',
    over: 'TERMINÓ',
    cause: 'Causa',
    action: 'Lo mejor ahora',
    restart: 'Rearranque paga desde',
    retarget: 'Próximo ajuste',
    afterRetarget: '  minar tras ajuste',
  },
  actions: {
    keep: 'seguir como ahora',
    stop: 'parar los mineros',
    start: 'arrancar los mineros',
    'stop-part': 'dejar solo una parte de los mineros',
    'must-run': 'seguir minando: el gas no tiene otra salida',
  },
  digest: {
    day: 'último día',
    week: 'última semana',
    period: 'Período',
    sites: 'Sitios',
    mine: 'Minado, neto de costos',
    sell: 'Vendido en su lugar',
    flare: 'Quemado en su lugar',
    advantage: 'minar frente al mejor',
    hoursUnprofitable: 'Horas de sitio con pérdida',
    flips: 'Cambios de rentabilidad',
    flared: 'Quemado',
    before: 'antes',
    coverage: 'Cobertura de datos',
    reportsReceived: 'Informes de gas recibidos',
    openAlerts: 'Alertas abiertas',
    worst: 'Peores sitios',
  },
  one,
  many: (rule, phase, count, total) => {
    if (phase === 'flapping' || phase === 'settled') return `${count} sitios: ${RESTLESS[phase]}`;
    const said = `${count} sitios: ${ofRule(phase === 'firing' ? FIRING_MANY : RESOLVED_MANY, rule)}`;
    return total === null || phase !== 'firing' ? said : `${said}, ${total} en total`;
  },
  alsoOver: (count) => (count === 1 ? '1 terminada' : `${count} terminadas`),
  more: (count) => `+${count} más`,
  stillOpen: (count) => `Alertas como esta abiertas ahora: ${count}`,
  next: (rule, cause, isOver) => {
    if (isOver) return 'Nada que hacer; la alerta está cerrada.';
    if (rule === 'unprofitable' && cause === 'site')
      return 'Ver primero qué cambió en el sitio (gas, paradas, contrato).';
    return ofRule(NEXT, rule);
  },
  unattended: (time) => `Nadie se ha hecho cargo desde hace ${time}.`,
  correction: {
    one: ({ rule, name, isFlipped, figure, isLoss, miners }) => {
      const verdict = isFlipped
        ? 'la alerta era errónea según los informes corregidos'
        : 'la alerta era correcta al final';
      if (miners !== null)
        return `${name}: ${verdict}, los mineros ${miners === 'on' ? 'funcionaban' : 'estaban parados'}`;
      if (figure === null) return `${name}: ${verdict}`;
      const more = isLoss ? 'menos' : 'más';
      const figures: ByRule = {
        'flaring-rise': `se quemaban ${figure}`,
        'mass-balance': `faltaba por explicar ${figure} del gas`,
        'better-split': `otro reparto ganaba ${figure}`,
        'idle-while-profitable': `minar habría rendido ${figure} ${more}`,
        'unprofitable-after-retarget': `tras el ajuste ${isLoss ? '-' : '+'}${figure} del ingreso`,
        unprofitable: `minar rendía ${figure} ${more}`,
        user: `el valor era ${figure}`,
        'site-data-stale': '',
        'price-feed-stale': '',
      };
      return `${name}: ${verdict}, ${ofRule(figures, rule)}`;
    },
    many: (count) => `${count} sitios: alertas corregidas, sus informes cambiaron`,
    labels: { openedAt: 'Alerta del', told: 'Se dijo', corrected: 'Según los informes' },
    next: 'Valorar lo hecho con las cifras corregidas; nada de lo enviado se retira.',
  },
};

const FIRING_MANY: ByRule = {
  'unprofitable-after-retarget': 'tras el próximo ajuste de dificultad minar no rendirá',
  unprofitable: 'minar rinde menos que la alternativa',
  'flaring-rise': 'la quema ha subido',
  'site-data-stale': 'sin nuevos informes de gas',
  'price-feed-stale': 'sin precio fiable de bitcoin',
  'mass-balance': 'el balance de gas no cuadra',
  'idle-while-profitable': 'mineros parados aunque minar rendiría',
  'better-split': 'otro reparto del gas rendiría más',
  user: 'fuera del límite de una regla propia',
};

const RESOLVED_MANY: ByRule = {
  'unprofitable-after-retarget': 'el próximo ajuste ya no hará perder dinero',
  unprofitable: 'minar vuelve a rendir',
  'flaring-rise': 'la quema volvió a lo habitual',
  'site-data-stale': 'vuelven a llegar informes de gas',
  'price-feed-stale': 'el precio de bitcoin vuelve a ser fiable',
  'mass-balance': 'el balance de gas vuelve a cuadrar',
  'idle-while-profitable': 'los mineros parados ya no cuestan',
  'better-split': 'el reparto del gas vuelve a ser casi el mejor',
  user: 'dentro del límite de una regla propia',
};

const NEXT: ByRule = {
  'unprofitable-after-retarget':
    'Planear la parada para el día del ajuste; el precio y las comisiones aún pueden cambiarlo.',
  unprofitable: 'Comparar la pérdida con el costo de parar; donde sea mayor, parar o reducir los mineros.',
  'flaring-rise': 'Preguntar al sitio si fallan la salida, los mineros o un compresor; revisar el permiso.',
  'site-data-stale': 'Pedir el informe de gas; hasta que llegue los márgenes del sitio son desconocidos.',
  'price-feed-stale': 'Revisar las fuentes de precio (GET /v1/market/latest).',
  'mass-balance': 'Revisar medidores y reparto de volúmenes antes de confiar en ellos.',
  'idle-while-profitable': 'Arrancar los mineros donde la ganancia supere el costo de arranque.',
  'better-split': 'Ver el óptimo en la explicación del sitio.',
  user: 'Ver la regla en el archivo de la empresa.',
};

const ENDED: Readonly<Record<(typeof CLOSED_OTHERWISE)[number], string>> = {
  retargeted: 'alerta cerrada, el ajuste ya pasó',
  decommissioned: 'alerta cerrada, el sitio salió de la configuración',
  'rule-removed': 'alerta cerrada, la regla salió de la configuración',
  'mining-stopped': 'alerta cerrada, los mineros se pararon',
  'mining-started': 'alerta cerrada, los mineros funcionan de nuevo',
  'fires-again': 'alerta anterior cerrada, pero la regla volvió a activarse',
};

const RESTLESS: Readonly<Record<'flapping' | 'settled', string>> = {
  flapping: 'la alerta se enciende y apaga demasiado; no se envía más hasta que se estabilice',
  settled: 'la alerta se estabilizó; lo que vale ahora se dice aparte',
};

function one(rule: RuleId, phase: Phase, figures: Figures): string {
  const of = figures.name === '' ? '' : `${figures.name}: `;
  if (phase in ENDED) return `${of}${ENDED[phase as keyof typeof ENDED]}`;
  if (phase === 'flapping' || phase === 'settled') return `${of}${RESTLESS[phase]}`;
  if (phase === 'resolved') return `${of}${resolved(rule, figures)}`;
  return `${of}${firing(rule, figures)}${phase === 'passed' ? ' (ya terminó)' : ''}`;
}

function firing(rule: RuleId, figures: Figures): string {
  if (!isBuiltIn(rule)) return figures.value === null ? `regla ${rule}` : `regla ${rule}: ${figures.value}`;
  const than = THAN[figures.alternative ?? 'unknown'];
  switch (rule) {
    case 'unprofitable': {
      const by = figures.difference !== null && figures.isLoss ? `${figures.difference} ` : '';
      return `minar rinde ${by}menos que ${than}${by === '' ? '' : meanOf(figures)}`;
    }
    case 'flaring-rise':
      if (figures.flared === null) return FIRING_MANY[rule];
      return `quema ${figures.flared}${figures.usual === null ? '' : `, habitual ${figures.usual}`}`;
    case 'unprofitable-after-retarget':
      return figures.percent === null ? FIRING_MANY[rule] : `${FIRING_MANY[rule]}, ${figures.percent} del ingreso`;
    case 'site-data-stale':
      return figures.age === null ? 'nunca llegó un informe de gas' : `sin informe de gas desde hace ${figures.age}`;
    case 'price-feed-stale':
      return figures.age === null ? FIRING_MANY[rule] : `sin precio fiable de bitcoin desde hace ${figures.age}`;
    case 'mass-balance':
      return figures.percent === null ? FIRING_MANY[rule] : `${figures.percent} del gas producido sin explicar`;
    case 'idle-while-profitable':
      if (figures.difference === null || figures.isLoss) return FIRING_MANY[rule];
      return `mineros parados; minar rendiría ${figures.difference} más que ${than}`;
    case 'better-split':
      return figures.percent === null ? FIRING_MANY[rule] : `${FIRING_MANY[rule]}, ${figures.percent} del ingreso`;
  }
}

function resolved(rule: RuleId, figures: Figures): string {
  if (!isBuiltIn(rule)) return `la regla ${rule} vuelve a cumplirse`;
  if (rule === 'unprofitable' && figures.difference !== null && !figures.isLoss) {
    return `minar vuelve a rendir, ${figures.difference} más que ${THAN[figures.alternative ?? 'unknown']}${meanOf(figures)}`;
  }
  if (rule === 'flaring-rise' && figures.flared !== null) return `la quema volvió a ${figures.flared}`;
  return ofRule(RESOLVED_MANY, rule);
}

const THAN = { sell: 'vender', flare: 'quemar', unknown: 'la alternativa' } as const;

/** Says that a difference is a mean, so that it is not held against the figures of the moment. */
function meanOf({ meanHours }: Figures): string {
  return meanHours === null ? '' : ` (media de ${meanHours} h)`;
}
