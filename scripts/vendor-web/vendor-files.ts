import path from 'node:path';
import { build } from 'esbuild';

const PROJECT = path.join(import.meta.dirname, '../..');

/** What the page takes of lit-html: templates, and the directives that it uses. */
const LIT = `
export { html, nothing, render, svg } from 'lit-html';
export { keyed } from 'lit-html/directives/keyed.js';
export { live } from 'lit-html/directives/live.js';
export { ref } from 'lit-html/directives/ref.js';
export { repeat } from 'lit-html/directives/repeat.js';
`;
const UPLOT = "export { default as uPlot } from 'uplot/dist/uPlot.esm.js';";

/** uPlot takes the system's locale when it loads, and throws where that is none (`en-US@posix`); our axes format for themselves. */
const SYSTEM_LOCALE = /\b\w+\?\w+\.language:"en-US"/;

/** The files of web/vendor: path and text of each. `read` gives a file of the project. */
export async function vendorFiles(read: (name: string) => string): Promise<Readonly<Record<string, string>>> {
  return {
    'web/vendor/lit.js': await bundled(LIT, 'lit-html, BSD-3-Clause, see lit-licence.txt'),
    'web/vendor/lit-licence.txt': read('node_modules/lit-html/LICENSE'),
    'web/vendor/uplot.js': await bundled(UPLOT, 'uPlot, MIT, see uplot-licence.txt'),
    'web/vendor/uplot.css': read('node_modules/uplot/dist/uPlot.min.css'),
    'web/vendor/uplot-licence.txt': read('node_modules/uplot/LICENSE'),
  };
}

async function bundled(contents: string, origin: string): Promise<string> {
  const made = await build({
    stdin: { contents, resolveDir: PROJECT },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    conditions: ['production'],
    legalComments: 'none',
    write: false,
  });
  const text = made.outputFiles[0]?.text.replace(SYSTEM_LOCALE, "'en-US'") ?? '';
  return `/* Made by scripts/vendor-web.ts from ${origin}. Do not edit: run it again. */\n${text}`;
}
