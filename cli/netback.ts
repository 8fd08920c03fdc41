import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { program } from './program.ts';

/** As the shell reports a program that a closed pipe ended (128 + SIGPIPE). */
const READER_GONE = 141;

// `netback backtest … | head` is no fault: whoever reads has had enough.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(READER_GONE);
  });
}
process.exitCode = await program(process.argv, path.dirname(path.dirname(fileURLToPath(import.meta.url))));
