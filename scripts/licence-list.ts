import { readFileSync } from 'node:fs';

export type LockedPackage = {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly isDevelopment: boolean;
  readonly integrity: string | null;
  readonly isBundled: boolean;
};

type LockEntry = {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly integrity?: string;
  readonly inBundle?: boolean;
};

/** Every package that `npm ci` may install, with its licence as the registry gives it. */
export function lockedPackages(): readonly LockedPackage[] {
  const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, LockEntry>> };
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      name: entry.name ?? path.replace(/^.*node_modules\//, ''),
      version: entry.version ?? '',
      licence: entry.license ?? 'none',
      isDevelopment: entry.dev === true || entry.devOptional === true,
      integrity: entry.integrity ?? null,
      isBundled: entry.inBundle === true,
    }))
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** docs/licences.md */
export function licencesDocument(): string {
  const packages = lockedPackages();
  const section = (wanted: boolean): string => {
    const own = packages.filter(({ isDevelopment }) => isDevelopment === wanted);
    const licences = [...new Set(own.map(({ licence }) => licence))].sort();
    return licences
      .map((licence) => {
        const named = own.filter((one) => one.licence === licence).map(({ name, version }) => `${name} ${version}`);
        return `**${licence}** (${named.length}): ${[...new Set(named)].join(', ')}.`;
      })
      .join('\n\n');
  };
  return `# Licences of what is installed

Made by \`node scripts/licences.ts\` from package-lock.json: do not edit. The product itself is Apache-2.0. A test
refuses a package with another licence than those here. \`npm run sbom\` writes the bill of materials (CycloneDX).

## At run time, in the functions or on the machine that runs the monitor

${section(false)}

## To develop and to test only

${section(true)}
`;
}
