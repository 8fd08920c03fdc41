import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import type { FunctionName } from '#lib/config/env.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** Some packages in the bundle are CommonJS and call `require`, which an ES module does not have. */
const BANNER = "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);";
/**
 * Ways to find credentials that Lambda never needs, because it gives them in the environment: the SDK
 * would load them only without. Left out of the bundle they save 130 KB.
 */
const UNUSED_CREDENTIALS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];
/** More that the SDK imports dynamically and nothing here comes to: streaming answers, names of browsers. */
const UNUSED_OF_SDK = ['@smithy/core/event-streams', 'bowser'];
/**
 * Loaded only where a secret is asked for, or a dropped file is read: the runtime brings them, in the bundle
 * they would take 168 and 170 KB. They must be imported dynamically: a static import of what is outside of
 * the bundle is carried out at every start, whatever dynamic import stands before it.
 */
const OF_THE_RUNTIME = ['@aws-sdk/client-ssm', '@aws-sdk/client-s3'];
/**
 * What axios imports for requests that are never made here: multipart bodies (140 KB of media types),
 * HTTP/2 (some 20 ms of every start) and proxies. Replaced by axios's own empty module, as it does in browsers.
 */
const UNUSED_OF_AXIOS = ['form-data', 'http2', 'https-proxy-agent'];
const EMPTY_MODULE = path.join(PROJECT, 'node_modules/axios/lib/helpers/null.js');

/** Folders already bundled in this process: the code is the same for every company. */
const bundled = new Set<string>();

/**
 * The code of functions/<name>.ts: ES modules, minified, with source maps. What a request rarely needs
 * stands in files of its own and is read when it is first imported (`await import`): a cold start reads
 * index.mjs and what that imports statically. The same sources always give the same bytes, wherever
 * `cdk.out` is.
 */
export function functionCode(scope: Construct, name: FunctionName): Code {
  const folder = path.resolve(App.of(scope)?.outdir ?? 'cdk.out', 'functions', name);
  if (!bundled.has(folder)) bundle(name, folder);
  bundled.add(folder);
  return Code.fromAsset(folder);
}

function bundle(name: FunctionName, folder: string): void {
  // Built as if beside the sources, so that the paths in the source maps do not depend on `folder`.
  const beside = path.join(PROJECT, 'functions');
  const { outputFiles } = buildSync({
    absWorkingDir: PROJECT,
    entryPoints: { index: path.join(beside, `${name}.ts`) },
    outdir: beside,
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    charset: 'utf8',
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'external',
    external: [...UNUSED_CREDENTIALS, ...UNUSED_OF_SDK, ...OF_THE_RUNTIME],
    alias: {
      ...Object.fromEntries(UNUSED_OF_AXIOS.map((unused) => [unused, EMPTY_MODULE])),
      '@aws-sdk/endpoint-cache': path.join(PROJECT, 'infra/bundled/endpoint-cache.ts'),
    },
    banner: { js: BANNER },
    logLevel: 'warning',
  });
  mkdirSync(folder, { recursive: true });
  for (const { path: file, contents } of outputFiles) writeFileSync(path.join(folder, path.basename(file)), contents);
}
