import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { program } from './program.ts';

process.exitCode = await program(process.argv, path.dirname(path.dirname(fileURLToPath(import.meta.url))));
