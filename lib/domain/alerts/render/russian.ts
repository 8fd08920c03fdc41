import { isBuiltIn, type RuleId } from '../rule.ts';
import { type ByRule, type CLOSED_OTHERWISE, type Figures, type Language, ofRule, type Phase } from './language.ts';

/** Russian messages: 1 234,50 with a no-break space; the subject stays ASCII, so it is the English one. */
export const RUSSIAN: Language = {
  locale: 'ru',
  decimalMark: ',',
  groupMark: '\u00a0',
  isGsm: false,
  severity: { info: 'К СВЕДЕНИЮ', warning: 'ВНИМАНИЕ', critical: 'КРИТИЧНО' },
  kind: {
    firing: 'НОВОЕ',
    escalated: 'ОБОСТРИЛОСЬ',
    resolved: 'ЗАКРЫТО',
    reminder: 'НАПОМИНАНИЕ',
    digest: 'СВОДКА',
    correction: 'ПОПРАВКА',
    flapping: 'НЕУСТОЙЧИВО',
    test: 'ПРОВЕРКА',
  },
  cause: { market: 'изменился рынок', site: 'изменилась площадка', unknown: 'не установлена' },
  perDay: 'USD/сут',
  mcfPerDay: 'Mcf/сут',
  hours: 'ч',
  minutes: 'мин',
  days: 'сут',
  unknown: 'неизвестно',
  testText: 'Это проверка, ничего не случилось',
  labels: {
    site: 'Площадка',
    since: 'С',
    until: 'Закончилось',
    mine: 'Майнинг',
    sell: 'Продажа',
    flare: 'Факел',
    advantage: 'Майнинг к лучшему',
    advantageMean: '  среднее по правилу',
    advantage24h: '  за 24 часа',
    advantage7d: '  за 7 суток',
    breakEven: 'BTC безубыточности',
    btcNow: 'BTC сейчас',
    netback: 'Нетбэк',
    judged: 'Факел, оценка',
    flared: 'Факел сейчас',
    usual: 'Обычно на факел',
    limit: 'Разрешено',
    age: 'Возраст данных',
    next: 'Что делать',
    link: 'Подробнее',
    message: 'Сообщение',
    worst: 'Хуже всего',
    over: 'ЗАКРЫТО',
    cause: 'Причина',
    action: 'Лучше всего',
    restart: 'Пуск окупается от',
    retarget: 'Пересчёт сложности',
    afterRetarget: '  майнинг после него',
  },
  actions: {
    keep: 'работать как сейчас',
    stop: 'остановить майнеры',
    start: 'запустить майнеры',
    'stop-part': 'оставить часть майнеров',
    'must-run': 'майнить: девать газ больше некуда',
  },
  digest: {
    day: 'за сутки',
    week: 'за неделю',
    period: 'Период',
    sites: 'Площадок',
    mine: 'Майнинг, за вычетом затрат',
    sell: 'Продажа вместо него',
    flare: 'Факел вместо него',
    advantage: 'майнинг к лучшему',
    hoursUnprofitable: 'Убыточных часов площадок',
    flips: 'Смен выгодности',
    flared: 'На факел',
    before: 'ранее',
    coverage: 'Полнота данных',
    reportsReceived: 'Получено отчётов по газу',
    openAlerts: 'Открытые сообщения',
    worst: 'Худшие площадки',
  },
  one,
  many: (rule, phase, count, total) => {
    if (phase === 'flapping' || phase === 'settled') return `${sites(count)}: ${RESTLESS[phase]}`;
    const said = `${sites(count)}: ${ofRule(phase === 'firing' ? FIRING_MANY : RESOLVED_MANY, rule)}`;
    return total === null || phase !== 'firing' ? said : `${said}, всего ${total}`;
  },
  alsoOver: (count) => `закрыто: ${count}`,
  more: (count) => `и ещё ${count}`,
  stillOpen: (count) => `Сейчас открыто таких сообщений: ${count}`,
  next: (rule, cause, isOver) => {
    if (isOver) return 'Ничего: сообщение закрыто.';
    if (rule === 'unprofitable' && cause === 'site') {
      return 'Выяснить, что изменилось на площадке: газ, простои, договор.';
    }
    return ofRule(NEXT, rule);
  },
  unattended: (time) => `Никто не взял в работу уже ${time}.`,
  correction: {
    one: ({ rule, name, isFlipped, figure, isLoss, miners }) => {
      const verdict = isFlipped ? 'по исправленным отчётам сообщение было неверным' : 'сообщение всё же было верным';
      if (miners !== null) return `${name}: ${verdict}, майнеры ${miners === 'on' ? 'работали' : 'стояли'}`;
      if (figure === null) return `${name}: ${verdict}`;
      const more = isLoss ? 'меньше' : 'больше';
      const figures: ByRule = {
        'flaring-rise': `на факел шло ${figure}`,
        'mass-balance': `не сходилось ${figure} газа`,
        'better-split': `другой раздел давал +${figure}`,
        'idle-while-profitable': `майнинг дал бы на ${figure} ${more}`,
        'unprofitable-after-retarget': `после пересчёта ${isLoss ? '-' : '+'}${figure} выручки`,
        unprofitable: `майнинг давал на ${figure} ${more}`,
        user: `значение было ${figure}`,
        'site-data-stale': '',
        'price-feed-stale': '',
      };
      return `${name}: ${verdict}, ${ofRule(figures, rule)}`;
    },
    many: (count) => `${sites(count)}: сообщения исправлены, их отчёты изменились`,
    labels: { openedAt: 'Сообщение от', told: 'Было сказано', corrected: 'По отчётам сейчас' },
    next: 'Оценить сделанное по исправленным цифрам; отправленное не отзывается.',
  },
};

const FIRING_MANY: ByRule = {
  'unprofitable-after-retarget': 'после пересчёта сложности майнинг станет невыгоден',
  'mass-balance': 'газовый баланс не сходится',
  'idle-while-profitable': 'майнеры стоят, хотя майнинг выгоден',
  'better-split': 'другое распределение газа даст больше',
  user: 'собственное правило нарушено',
  unprofitable: 'майнинг невыгоден',
  'flaring-rise': 'сжигание на факеле выросло',
  'site-data-stale': 'нет новых отчётов по газу',
  'price-feed-stale': 'нет надёжной цены биткоина',
};

const RESOLVED_MANY: ByRule = {
  'unprofitable-after-retarget': 'пересчёт сложности больше не грозит убытком',
  'mass-balance': 'газовый баланс снова сходится',
  'idle-while-profitable': 'простой майнеров больше не стоит денег',
  'better-split': 'распределение газа снова близко к лучшему',
  user: 'собственное правило снова соблюдено',
  unprofitable: 'майнинг снова выгоден',
  'flaring-rise': 'сжигание на факеле вернулось к обычному',
  'site-data-stale': 'отчёты по газу снова приходят',
  'price-feed-stale': 'цена биткоина снова надёжна',
};

const NEXT: ByRule = {
  'unprofitable-after-retarget': 'Наметить остановку ко дню пересчёта; цена и комиссии могут ещё измениться.',
  'mass-balance': 'Проверить счётчики и распределение объёмов: чаще всего это ошибка учёта.',
  'idle-while-profitable': 'Запустить майнеры, если выгода больше цены пуска.',
  'better-split': 'Посмотреть лучший план в расчёте площадки: что включить, что продать.',
  user: 'Смысл правила — в файле компании.',
  unprofitable: 'Сравнить потери с ценой остановки; где они больше — остановить или сократить майнинг.',
  'flaring-rise': 'Спросить площадку, не стоят ли сдача газа, майнеры или компрессор; проверить разрешение.',
  'site-data-stale': 'Запросить отчёт по газу; до него маржа площадки неизвестна.',
  'price-feed-stale': 'Проверить источники цены (GET /v1/market/latest); без цены маржа неизвестна.',
};

const ENDED: Readonly<Record<(typeof CLOSED_OTHERWISE)[number], string>> = {
  retargeted: 'сообщение закрыто, пересчёт сложности прошёл',
  'mining-stopped': 'сообщение закрыто, майнеры остановлены',
  'mining-started': 'сообщение закрыто, майнеры снова работают',
  'fires-again': 'прежнее сообщение закрыто, но правило снова сработало',

  decommissioned: 'сообщение закрыто, площадка убрана из конфигурации',
  'rule-removed': 'сообщение закрыто, правило убрано из конфигурации',
};

const RESTLESS: Readonly<Record<'flapping' | 'settled', string>> = {
  flapping: 'правило срабатывает слишком часто; пока не успокоится, больше не пишем',
  settled: 'правило успокоилось; что верно теперь, скажем отдельно',
};

function one(rule: RuleId, phase: Phase, figures: Figures): string {
  const of = figures.name === '' ? '' : `${figures.name}: `;
  if (phase in ENDED) return `${of}${ENDED[phase as keyof typeof ENDED]}`;
  if (phase === 'flapping' || phase === 'settled') return `${of}${RESTLESS[phase]}`;
  if (phase === 'resolved') return `${of}${resolved(rule, figures)}`;
  return `${of}${firing(rule, figures)}${phase === 'passed' ? ' (уже закончилось)' : ''}`;
}

function firing(rule: RuleId, figures: Figures): string {
  if (!isBuiltIn(rule)) return figures.value === null ? `правило ${rule}` : `правило ${rule}: ${figures.value}`;
  switch (rule) {
    case 'unprofitable': {
      const by = figures.difference !== null && figures.isLoss ? ` на ${figures.difference}` : '';
      return `майнинг даёт${by} меньше, чем ${THAN[figures.alternative ?? 'unknown']}${by === '' ? '' : meanOf(figures)}`;
    }
    case 'flaring-rise': {
      const than = figures.usual === null ? '' : `, обычно ${figures.usual}`;
      return figures.flared === null ? ofRule(FIRING_MANY, rule) : `на факел ${figures.flared}${than}`;
    }
    case 'mass-balance':
      return figures.percent === null ? ofRule(FIRING_MANY, rule) : `не учтено ${figures.percent} добытого газа`;
    case 'idle-while-profitable':
      return figures.difference === null || figures.isLoss
        ? FIRING_MANY[rule]
        : `майнеры стоят, а майнинг дал бы на ${figures.difference} больше, чем ${THAN[figures.alternative ?? 'unknown']}`;
    case 'better-split':
      return figures.percent === null ? ofRule(FIRING_MANY, rule) : `${FIRING_MANY[rule]}: ${figures.percent} выручки`;
    case 'unprofitable-after-retarget':
      return figures.percent === null ? FIRING_MANY[rule] : `${FIRING_MANY[rule]}: ${figures.percent} выручки`;
    case 'site-data-stale':
      return figures.age === null ? 'отчётов по газу ещё не было' : `нет нового отчёта по газу ${figures.age}`;
    case 'price-feed-stale':
      return figures.age === null ? 'надёжной цены биткоина ещё не было' : `нет надёжной цены биткоина ${figures.age}`;
  }
}

function resolved(rule: RuleId, figures: Figures): string {
  if (!isBuiltIn(rule)) return `правило ${rule} снова соблюдено`;
  switch (rule) {
    case 'unprofitable':
      return figures.difference === null || figures.isLoss
        ? ofRule(RESOLVED_MANY, rule)
        : `майнинг снова выгоден, на ${figures.difference} больше, чем ${THAN[figures.alternative ?? 'unknown']}${meanOf(figures)}`;
    case 'flaring-rise':
      return figures.flared === null ? ofRule(RESOLVED_MANY, rule) : `на факел снова ${figures.flared}`;
    default:
      return ofRule(RESOLVED_MANY, rule);
  }
}

const THAN = { sell: 'продажа', flare: 'факел', unknown: 'другой выход' } as const;

/** 1 площадка, 2 площадки, 5 площадок. */
function sites(count: number): string {
  const [last, lastTwo] = [count % 10, count % 100];
  if (last === 1 && lastTwo !== 11) return `${count} площадка`;
  return last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14) ? `${count} площадки` : `${count} площадок`;
}

/** Says that a difference is a mean, so that it is not held against the figures of the moment. */
function meanOf({ meanHours }: Figures): string {
  return meanHours === null ? '' : ` (среднее за ${meanHours} ч)`;
}
