import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import packageJson from '../package.json' with { type: 'json' };

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const LAUNCH_MILLISECONDS = 30_000;
/** Tests run as root in containers, where Chromium's own sandbox cannot start. All else is as people have it. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu'];

/**
 * Launches a real headless Chromium: the one that npm brought, unpacked into the project's `.tmp/`
 * (a folder for each test worker, so that two never unpack into each other); where that one cannot
 * run, Debian's. The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const version = packageJson.devDependencies['@sparticuz/chromium'];
  const worker = process.env.VITEST_POOL_ID ?? '0';
  const folder = fileURLToPath(new URL(`../.tmp/chromium-${version}-${worker}`, import.meta.url));
  const failures: unknown[] = [];
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      return await launch(await unpack(folder));
    } catch (error) {
      failures.push(error);
      rmSync(folder, { recursive: true, force: true }); // a killed run can leave half a browser
    }
  }
  if (existsSync(SYSTEM_CHROMIUM)) return launch(SYSTEM_CHROMIUM);
  throw new AggregateError(
    failures,
    `npm's Chromium does not run here and there is no ${SYSTEM_CHROMIUM}; install one`,
  );
}

/** The package unpacks into the system's temporary folder and offers no option: point that elsewhere meanwhile. */
async function unpack(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  if (tmpdir() !== folder) throw new Error(`the temporary folder cannot be set on this system: ${tmpdir()}`);
  try {
    sparticuz.setGraphicsMode = false;
    return await sparticuz.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS, headless: true, timeout: LAUNCH_MILLISECONDS });
}
