import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { netback } from './local/up.ts';

const ADR_FOLDER = 'docs/adr';
const adrs = readdirSync(ADR_FOLDER).sort();
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  ...adrs.map((name) => join(ADR_FOLDER, name)),
];
const text = (path: string) => readFileSync(path, 'utf8');
const all = (path: string, pattern: RegExp) => [...text(path).matchAll(pattern)].map(([, found = '']) => found);

/** The anchor that a heading gets: lower case, spaces as hyphens, no other signs. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

describe('the documentation', () => {
  test.each(pages)('%s links only to what exists', (page) => {
    const links = all(page, /\]\(([^)\s]+)\)/g).filter((link) => !/^https?:/.test(link));
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(target)) return true;
      return (
        anchor !== undefined &&
        !all(target, /^#+ (.+)$/gm)
          .map(anchorOf)
          .includes(anchor)
      );
    });
    expect(broken).toEqual([]);
  });

  test.each(pages)('%s names only files and folders that exist', (page) => {
    const named = all(
      page,
      /`((?:lib|functions|local|cli|infra|web|test|docs|data|companies|bench|scripts|\.ci)\/[^`\s{}<…]*)`/g,
    );
    expect(named.filter((path) => !path.includes('*') && !/\/(X|path)$/.test(path) && !existsSync(path))).toEqual([]);
  });

  test.each(pages)('%s names only commands that exist', (page) => {
    const scripts = Object.keys(packageJson.scripts);
    const run = [...all(page, /npm run ([a-z]+)/g), ...all(page, /npm (start|test)\b/g)];
    expect(run.filter((script) => !scripts.includes(script))).toEqual([]);
    const program = text('cli/program.ts');
    const commands = all(page, /(?:npm run netback --|`netback) ([a-z][a-z-]*)/g);
    expect(commands.filter((command) => !program.includes(`.command('${command}')`))).toEqual([]);
  });

  test('the first screen shows what the command really prints', async () => {
    const [, output = ''] = /<!-- output:start -->([\s\S]*?)<!-- output:end -->/.exec(text('README.md')) ?? [];
    const [, table = '', at = ''] = /^((\d{4}-\d\d-\d\dT[\d:]+Z) {2}BTC [\s\S]*?)\n```/m.exec(output) ?? [];
    const [subject = ''] = /^>>> to .*$/m.exec(output) ?? [];
    expect(table).toMatch(/mine USD\/d.*advantage/);
    const running = netback(['up', '--from', at, '--once', '--port', '0']);
    expect(await running.ended).toBe(0);
    expect(running.stdout()).toContain(table);
    expect(running.stdout()).toContain(subject);
  });

  test('the message of the first screen is what its tick really sends, line by line', async () => {
    const [message = ''] = /^>>> to [\s\S]*?(?=\n…\n\d{4}-)/m.exec(text('README.md')) ?? [];
    const [, day = '', time = ''] = /Since +(\S+) (\S+) UTC/.exec(message) ?? [];
    const lines = message.split('\n').filter((line) => line.trim() !== '…');
    expect(lines.length).toBeGreaterThan(5);
    const running = netback(['up', '--from', `${day}T${time}:00Z`, '--once', '--port', '0']);
    expect(await running.ended).toBe(0);
    const printed = new Set(running.stdout().split('\n'));
    expect(lines.filter((line) => !printed.has(line))).toEqual([]);
  });

  test('gives every dependency its line in the decision about them', () => {
    const { dependencies, devDependencies, optionalDependencies } = packageJson;
    const decision = text('docs/adr/0011-dependencies.md');
    const named = new Set(decision.match(/[@\w][\w./-]*/g));
    const wanted = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(wanted.filter((name) => !named.has(name))).toEqual([]);
  });

  test('numbers the decisions without a gap, each dated and complete', () => {
    expect(adrs.map((name) => Number(name.slice(0, 4)))).toEqual(adrs.map((_name, index) => index + 1));
    const incomplete = adrs.filter((name) => {
      const page = text(join(ADR_FOLDER, name));
      const parts = [/^Date: \d{4}-\d\d-\d\d · Status: \w+/m, /^## Context$/m, /^## Decision$/m, /^## Consequences$/m];
      return parts.some((part) => !part.test(page));
    });
    expect(incomplete).toEqual([]);
  });
});
