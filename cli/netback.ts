import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < NODE_MAJOR) {
  process.stderr.write(
    `netback needs Node ${NODE_MAJOR} or newer, this is ${process.versions.node}: run it through npm (npm start).\n`,
  );
  process.exit(1);
}
const { program } = await import('./program.ts');
process.exitCode = await program(process.argv, path.dirname(path.dirname(fileURLToPath(import.meta.url))));
