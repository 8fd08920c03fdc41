import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readBody } from '#lib/adapters/http/body.ts';
import type { Channel, Reading } from '#lib/adapters/http/provider.ts';
import { PROVIDERS } from '#lib/adapters/http/providers.ts';
import { instant } from '#lib/domain/instant.ts';
import { mutatedBytes, mutatedJson } from './mutated-json.ts';
import type { FuzzTarget } from './target.ts';

const SAMPLES = 'test/fixtures/samples';
const AT = instant(1_763_942_400);
const MAX_REASON = 90;

/** Answers in the shape of each provider, beside the recorded ones, so that mutations stay near what is read. */
const SHAPES: readonly unknown[] = [
  [{ height: 778_176, difficulty: 43_053_844_193_928.45 }],
  { result: { chain: 'main', blocks: 790_843, difficulty: 49_549_703_178_592.68 }, error: null, id: 'netback' },
  { amount: 1, base: 'USD', date: '2025-11-21', rates: { RUB: 79.1, NOK: 10.2 } },
  { response: { data: [{ period: '2025-11-21', series: 'RNGWHHD', units: '$/MMBTU', value: '3.9' }] } },
  { bitcoin: { usd: 104_250, last_updated_at: 1_763_942_390 } },
];

const files = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(json|txt)$/.test(name));
const texts = [
  ...files.map((name) => readFileSync(`${SAMPLES}/${name}`, 'utf8')),
  ...SHAPES.map((one) => JSON.stringify(one)),
];
const values = texts.flatMap((text) => {
  const body = readBody(Buffer.from(text), undefined, 'json');
  return body.ok ? [body.value] : [text];
});
/** Answers that a channel reads are tried as often as all others together. */
function samplesFor(channel: Channel): readonly unknown[] {
  const subject = subjectOf(channel);
  const own = values.filter((value) => channel.read([value, value], { at: AT, subject, secret: null }).ok);
  return own.length === 0 ? values : [...values, ...Array(values.length).fill(own).flat()];
}

function subjectOf({ kind }: Channel): string | null {
  if (kind === 'fx') return 'USDRUB';
  return kind === 'gas-index' ? 'henry-hub' : null;
}

function judge(channel: Channel, reading: Reading): void {
  if (!reading.ok) {
    if (reading.reason === '' || reading.reason.length > MAX_REASON) throw new Error(`reason: ${reading.reason}`);
    return;
  }
  const { value, height, blocks, observedAt } = reading;
  if (value === null || !Number.isFinite(value)) throw new Error(`value ${value}`);
  if (channel.kind !== 'gas-index' && value <= 0) throw new Error(`value ${value}`);
  if (height !== null && !(Number.isSafeInteger(height) && height >= 0)) throw new Error(`height ${height}`);
  if (channel.kind === 'network' && height === null) throw new Error('no height');
  if (channel.kind === 'fees' && !(Number.isSafeInteger(blocks) && Number(blocks) >= 1))
    throw new Error(`blocks ${blocks}`);
  if (observedAt !== null && !Number.isSafeInteger(observedAt)) throw new Error(`observedAt ${observedAt}`);
}

const LAW = 'never throws; a figure is finite and possible, everything else a short reason';

const channelTargets = PROVIDERS.flatMap((provider) =>
  provider.channels.map((channel): FuzzTarget => {
    const about = { at: AT, subject: subjectOf(channel), secret: null };
    return {
      name: `${provider.id}-${channel.kind}`,
      law: LAW,
      property: () => {
        const body = fc.oneof(
          { weight: 6, arbitrary: mutatedJson(samplesFor(channel)) },
          { weight: 1, arbitrary: fc.jsonValue() },
        );
        return fc.property(body, body, (first, second) => {
          judge(channel, channel.read([first, second], about));
          judge(channel, channel.read([second, first], about));
        });
      },
    };
  }),
);

/** The bytes of an answer, before any provider reads it. */
const bodyTarget: FuzzTarget = {
  name: 'http-body',
  law: 'never throws; what is accepted is what JSON.parse gives, without __proto__ and at most 16 deep',
  property: () => {
    const bytes = fc.oneof(mutatedBytes(texts), fc.uint8Array({ maxLength: 200 }));
    const type = fc.constantFrom(
      'application/json',
      'text/plain; charset=utf-8',
      'text/html',
      '',
      'application/ld+json',
    );
    return fc.property(bytes, type, fc.constantFrom('json', 'text'), (given, contentType, form) => {
      const body = readBody(given, contentType, form);
      if (!body.ok) {
        if (body.reason.length > MAX_REASON) throw new Error(`reason: ${body.reason}`);
      } else if (form === 'json' && JSON.stringify(body.value).includes('"__proto__"') && !isQuotedText(body.value)) {
        throw new Error('__proto__ was let in');
      }
    });
  },
};

/** True where `__proto__` stands in a text, not in a key. */
function isQuotedText(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return !Object.hasOwn(value, '__proto__') && Object.values(value).every(isQuotedText);
}

/** Every parser of a market provider, and of the answers they come in. */
export const MARKET_TARGETS: readonly FuzzTarget[] = [...channelTargets, bodyTarget];
