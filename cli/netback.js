import module from 'node:module';
import { fileURLToPath } from 'node:url';

/** The door to the command line in plain JavaScript: an older Node could not even read the rest to say why. */
const NODE_MAJOR = 24;

if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
  process.stderr.write(
    `netback needs Node ${NODE_MAJOR} or newer, this is ${process.versions.node}; run it through npm (npm start), which brings its own on Linux.\n`,
  );
  process.exitCode = 1;
} else {
  // What Node compiles is kept for the next start; threads and child processes find the folder in the environment.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../.tmp/compile-cache', import.meta.url));
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import('./netback.ts');
}
