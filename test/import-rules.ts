import type { SourceImport } from './source-files.ts';

/** What one part of the tree may import (the table of docs/adr and of CONTRIBUTING.md, as code). */
export type ImportRule = {
  readonly from: string;
  readonly applies: (path: string) => boolean;
  /** Files and folders of the project; a folder ends in `/`. */
  readonly inside: readonly string[];
  /** Packages by name, or by prefix where the name ends in `/` or `:`. */
  readonly packages: readonly string[];
  /** Importable where only types are taken. */
  readonly typesFrom?: readonly string[];
};

const AWS_SDK = '@aws-sdk/';
const folder = (path: string) => (file: string) => file.startsWith(path);
const file = (path: string) => (other: string) => other === path;

/** An adapter sees the domain, the ports, its own folder and its own packages: never another adapter. */
function adapter(name: string, packages: readonly string[]): ImportRule {
  const own = `lib/adapters/${name}/`;
  return { from: own, applies: folder(own), inside: ['lib/domain/', 'lib/ports.ts', own], packages };
}

/** The first rule that applies to a path is its rule. */
export const IMPORT_RULES: readonly ImportRule[] = [
  { from: 'lib/domain/', applies: folder('lib/domain/'), inside: ['lib/domain/'], packages: [] },
  { from: 'lib/ports.ts', applies: file('lib/ports.ts'), inside: ['lib/domain/', 'lib/ports/'], packages: [] },
  { from: 'lib/ports/', applies: folder('lib/ports/'), inside: ['lib/domain/'], packages: [] },
  {
    from: 'lib/config/',
    applies: folder('lib/config/'),
    inside: ['lib/domain/', 'lib/config/', 'data/'],
    packages: ['zod', 'zod/', 'yaml', 'node:'],
  },
  { from: 'lib/app/', applies: folder('lib/app/'), inside: ['lib/domain/', 'lib/ports.ts', 'lib/app/'], packages: [] },
  adapter('dynamodb', ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'node:']),
  adapter('http', ['axios', 'zod/', 'node:']),
  adapter('memory', []),
  adapter('reports', ['csv-parse', 'csv-parse/', 'fflate', 'saxes', 'zod/', 'node:']),
  adapter('s3', ['@aws-sdk/client-s3', 'node:']),
  adapter('sns', ['@aws-sdk/client-sns']),
  adapter('ssm', ['@aws-sdk/client-ssm']),
  adapter('system', ['@aws-lambda-powertools/', 'node:']),
  {
    from: 'functions/wiring/',
    applies: folder('functions/wiring/'),
    inside: ['lib/', 'functions/'],
    packages: ['@aws-lambda-powertools/', AWS_SDK, 'aws-lambda', 'node:'],
  },
  {
    from: 'functions/',
    applies: folder('functions/'),
    inside: ['lib/domain/', 'lib/ports.ts', 'lib/app/', 'lib/config/', 'functions/'],
    packages: ['@middy/', '@aws-lambda-powertools/', 'aws-lambda', 'zod/', 'node:'],
  },
  {
    from: 'local/engine.ts and local/sns.ts',
    applies: (path) => path === 'local/engine.ts' || path === 'local/sns.ts',
    inside: ['lib/', 'functions/', 'local/'],
    packages: [AWS_SDK, 'dynalite', 'fauxqs', 'node:'],
  },
  {
    from: 'local/',
    applies: folder('local/'),
    inside: ['lib/', 'functions/', 'local/', 'data/'],
    packages: ['aws-lambda', 'node:'],
  },
  {
    from: 'cli/',
    applies: folder('cli/'),
    inside: ['lib/', 'functions/', 'local/', 'cli/', 'data/', 'package.json', 'web/api-client.js'],
    packages: ['commander', 'zod', 'zod/', 'yaml', 'node:'],
  },
  {
    from: 'infra/',
    applies: folder('infra/'),
    inside: ['lib/config/', 'infra/'],
    packages: ['aws-cdk-lib', 'aws-cdk-lib/', 'constructs', 'cdk-nag', 'esbuild', 'node:'],
    typesFrom: ['lib/domain/'],
  },
  { from: 'web/', applies: folder('web/'), inside: ['web/'], packages: [] },
];

/** Says in one line why `rule` forbids an import, or null where it allows it. */
export function importFault(rule: ImportRule, one: SourceImport): string | null {
  const { target, isPackage, isTypeOnly } = one;
  const open = isPackage ? rule.packages : [...rule.inside, ...(isTypeOnly ? (rule.typesFrom ?? []) : [])];
  const isAllowed = open.some((name) => target === name || (/[/:]$/.test(name) && target.startsWith(name)));
  return isAllowed ? null : `may not import ${target}; allowed: ${open.join(', ') || 'nothing'}`;
}
