import { isBuiltIn, type RuleId } from '../rule.ts';
import { type ByRule, type CLOSED_OTHERWISE, type Figures, type Language, ofRule, type Phase } from './language.ts';

/** Portuguese messages: 1.234,50; subject and SMS without accents, which their alphabets do not all have. */
export const PORTUGUESE: Language = {
  locale: 'pt',
  decimalMark: ',',
  groupMark: '.',
  isGsm: true,
  severity: { info: 'INFO', warning: 'AVISO', critical: 'CRÍTICO' },
  kind: {
    firing: 'NOVO',
    escalated: 'AGRAVADO',
    resolved: 'RESOLVIDO',
    reminder: 'LEMBRETE',
    digest: 'RESUMO',
    correction: 'CORREÇÃO',
    flapping: 'INSTÁVEL',
    test: 'TESTE',
  },
  cause: { market: 'o mercado mudou', site: 'o local mudou', unknown: 'desconhecida' },
  perDay: 'USD/dia',
  mcfPerDay: 'Mcf/dia',
  hours: 'h',
  minutes: 'min',
  days: 'dias',
  unknown: 'desconhecido',
  testText: 'Isto é um teste; nada aconteceu',
  labels: {
    site: 'Local',
    since: 'Desde',
    until: 'Terminou',
    mine: 'Minerar',
    sell: 'Vender',
    flare: 'Queimar',
    advantage: 'Vantagem de minerar',
    advantageMean: '  média avaliada',
    advantage24h: '  últimas 24 horas',
    advantage7d: '  últimos 7 dias',
    breakEven: 'BTC de equilíbrio',
    btcNow: 'BTC agora',
    netback: 'Netback',
    judged: 'Queima avaliada',
    flared: 'Queima agora',
    usual: 'Queima habitual',
    limit: 'Limite da licença',
    age: 'Idade dos dados',
    next: 'Próximo passo',
    link: 'Detalhes',
    message: 'Mensagem',
    worst: 'Piores',
    over: 'TERMINOU',
    cause: 'Causa',
    action: 'Melhor agora',
    restart: 'Religar paga desde',
    retarget: 'Próximo ajuste',
    afterRetarget: '  minerar após ajuste',
  },
  actions: {
    keep: 'seguir como agora',
    stop: 'parar os mineradores',
    start: 'ligar os mineradores',
    'stop-part': 'deixar só uma parte dos mineradores',
    'must-run': 'seguir minerando: o gás não tem outra saída',
  },
  digest: {
    day: 'último dia',
    week: 'última semana',
    period: 'Período',
    sites: 'Locais',
    mine: 'Minerado, líquido de custos',
    sell: 'Vendido em vez disso',
    flare: 'Queimado em vez disso',
    advantage: 'vantagem de minerar',
    hoursUnprofitable: 'Horas de local com perda',
    flips: 'Mudanças de rentabilidade',
    flared: 'Queimado',
    before: 'antes',
    coverage: 'Cobertura de dados',
    reportsReceived: 'Relatórios de gás recebidos',
    openAlerts: 'Alertas abertos',
    worst: 'Piores locais',
  },
  one,
  many: (rule, phase, count, total) => {
    if (phase === 'flapping' || phase === 'settled') return `${count} locais: ${RESTLESS[phase]}`;
    const said = `${count} locais: ${ofRule(phase === 'firing' ? FIRING_MANY : RESOLVED_MANY, rule)}`;
    return total === null || phase !== 'firing' ? said : `${said}, ${total} no total`;
  },
  alsoOver: (count) => (count === 1 ? '1 terminado' : `${count} terminados`),
  more: (count) => `+${count} mais`,
  stillOpen: (count) => `Alertas como este abertos agora: ${count}`,
  next: (rule, cause, isOver) => {
    if (isOver) return 'Nada a fazer; o alerta está fechado.';
    if (rule === 'unprofitable' && cause === 'site')
      return 'Ver primeiro o que mudou no local (gás, paradas, contrato).';
    return ofRule(NEXT, rule);
  },
  unattended: (time) => `Há ${time} ninguém assume o alerta.`,
  correction: {
    one: ({ rule, name, isFlipped, figure, isLoss, miners }) => {
      const verdict = isFlipped ? 'o alerta estava errado pelos relatórios corrigidos' : 'o alerta estava certo afinal';
      if (miners !== null)
        return `${name}: ${verdict}, os mineradores ${miners === 'on' ? 'funcionavam' : 'estavam parados'}`;
      if (figure === null) return `${name}: ${verdict}`;
      const more = isLoss ? 'menos' : 'mais';
      const figures: ByRule = {
        'flaring-rise': `queimavam-se ${figure}`,
        'mass-balance': `faltava explicar ${figure} do gás`,
        'better-split': `outra divisão ganhava ${figure}`,
        'idle-while-profitable': `minerar teria rendido ${figure} ${more}`,
        'unprofitable-after-retarget': `após o ajuste ${isLoss ? '-' : '+'}${figure} da receita`,
        unprofitable: `minerar rendia ${figure} ${more}`,
        user: `o valor era ${figure}`,
        'site-data-stale': '',
        'price-feed-stale': '',
      };
      return `${name}: ${verdict}, ${ofRule(figures, rule)}`;
    },
    many: (count) => `${count} locais: alertas corrigidos, os relatórios mudaram`,
    labels: { openedAt: 'Alerta de', told: 'Foi dito', corrected: 'Relatórios de agora' },
    next: 'Avaliar o que foi feito pelos valores corrigidos; nada do que foi enviado é retirado.',
  },
};

const FIRING_MANY: ByRule = {
  'unprofitable-after-retarget': 'após o próximo ajuste de dificuldade minerar não renderá',
  unprofitable: 'minerar rende menos que a alternativa',
  'flaring-rise': 'a queima subiu',
  'site-data-stale': 'sem novos relatórios de gás',
  'price-feed-stale': 'sem preço confiável do bitcoin',
  'mass-balance': 'o balanço de gás não fecha',
  'idle-while-profitable': 'mineradores parados embora minerar rendesse',
  'better-split': 'outra divisão do gás renderia mais',
  user: 'fora do limite de uma regra própria',
};

const RESOLVED_MANY: ByRule = {
  'unprofitable-after-retarget': 'o próximo ajuste já não trará perda',
  unprofitable: 'minerar volta a render',
  'flaring-rise': 'a queima voltou ao habitual',
  'site-data-stale': 'os relatórios de gás voltam a chegar',
  'price-feed-stale': 'o preço do bitcoin volta a ser confiável',
  'mass-balance': 'o balanço de gás volta a fechar',
  'idle-while-profitable': 'os mineradores parados já não custam',
  'better-split': 'a divisão do gás volta a ser quase a melhor',
  user: 'dentro do limite de uma regra própria',
};

const NEXT: ByRule = {
  'unprofitable-after-retarget': 'Planejar a parada para o dia do ajuste; o preço e as taxas ainda podem mudar.',
  unprofitable: 'Comparar a perda com o custo de parar; onde for maior, parar ou reduzir os mineradores.',
  'flaring-rise': 'Perguntar ao local se falham a saída, os mineradores ou um compressor; rever a licença.',
  'site-data-stale': 'Pedir o relatório de gás; até chegar, as margens do local são desconhecidas.',
  'price-feed-stale': 'Rever as fontes de preço (GET /v1/market/latest).',
  'mass-balance': 'Rever medidores e divisão de volumes antes de confiar neles.',
  'idle-while-profitable': 'Ligar os mineradores onde o ganho supere o custo de partida.',
  'better-split': 'Ver o ótimo na explicação do local.',
  user: 'Ver a regra no arquivo da empresa.',
};

const ENDED: Readonly<Record<(typeof CLOSED_OTHERWISE)[number], string>> = {
  retargeted: 'alerta fechado, o ajuste já passou',
  decommissioned: 'alerta fechado, o local saiu da configuração',
  'rule-removed': 'alerta fechado, a regra saiu da configuração',
  'mining-stopped': 'alerta fechado, os mineradores pararam',
  'mining-started': 'alerta fechado, os mineradores funcionam de novo',
  'fires-again': 'alerta anterior fechado, mas a regra voltou a disparar',
};

const RESTLESS: Readonly<Record<'flapping' | 'settled', string>> = {
  flapping: 'o alerta liga e desliga demais; nada mais é enviado até estabilizar',
  settled: 'o alerta estabilizou; o que vale agora é dito à parte',
};

function one(rule: RuleId, phase: Phase, figures: Figures): string {
  const of = figures.name === '' ? '' : `${figures.name}: `;
  if (phase in ENDED) return `${of}${ENDED[phase as keyof typeof ENDED]}`;
  if (phase === 'flapping' || phase === 'settled') return `${of}${RESTLESS[phase]}`;
  if (phase === 'resolved') return `${of}${resolved(rule, figures)}`;
  return `${of}${firing(rule, figures)}${phase === 'passed' ? ' (já terminou)' : ''}`;
}

function firing(rule: RuleId, figures: Figures): string {
  if (!isBuiltIn(rule)) return figures.value === null ? `regra ${rule}` : `regra ${rule}: ${figures.value}`;
  const than = THAN[figures.alternative ?? 'unknown'];
  switch (rule) {
    case 'unprofitable': {
      const by = figures.difference !== null && figures.isLoss ? `${figures.difference} ` : '';
      return `minerar rende ${by}menos que ${than}${by === '' ? '' : meanOf(figures)}`;
    }
    case 'flaring-rise':
      if (figures.flared === null) return FIRING_MANY[rule];
      return `queima ${figures.flared}${figures.usual === null ? '' : `, habitual ${figures.usual}`}`;
    case 'unprofitable-after-retarget':
      return figures.percent === null ? FIRING_MANY[rule] : `${FIRING_MANY[rule]}, ${figures.percent} da receita`;
    case 'site-data-stale':
      return figures.age === null ? 'nunca chegou um relatório de gás' : `sem relatório de gás há ${figures.age}`;
    case 'price-feed-stale':
      return figures.age === null ? FIRING_MANY[rule] : `sem preço confiável do bitcoin há ${figures.age}`;
    case 'mass-balance':
      return figures.percent === null ? FIRING_MANY[rule] : `${figures.percent} do gás produzido sem explicação`;
    case 'idle-while-profitable':
      if (figures.difference === null || figures.isLoss) return FIRING_MANY[rule];
      return `mineradores parados; minerar renderia ${figures.difference} mais que ${than}`;
    case 'better-split':
      return figures.percent === null ? FIRING_MANY[rule] : `${FIRING_MANY[rule]}, ${figures.percent} da receita`;
  }
}

function resolved(rule: RuleId, figures: Figures): string {
  if (!isBuiltIn(rule)) return `a regra ${rule} volta a ser cumprida`;
  if (rule === 'unprofitable' && figures.difference !== null && !figures.isLoss) {
    return `minerar volta a render, ${figures.difference} mais que ${THAN[figures.alternative ?? 'unknown']}${meanOf(figures)}`;
  }
  if (rule === 'flaring-rise' && figures.flared !== null) return `a queima voltou a ${figures.flared}`;
  return ofRule(RESOLVED_MANY, rule);
}

const THAN = { sell: 'vender', flare: 'queimar', unknown: 'a alternativa' } as const;

/** Says that a difference is a mean, so that it is not held against the figures of the moment. */
function meanOf({ meanHours }: Figures): string {
  return meanHours === null ? '' : ` (média de ${meanHours} h)`;
}
