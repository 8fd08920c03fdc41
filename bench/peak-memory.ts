import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { program } from '#cli/program.ts';

/**
 * Runs a netback command in this process (or `csv-parse FILE`, the library alone, to compare with), then
 * says the largest memory it ever held and the processor time it took.
 */
const [command, ...words] = process.argv.slice(2);
if (command === 'csv-parse') {
  for await (const _ of createReadStream(words[0] ?? '').pipe(parse()));
} else {
  process.exitCode = await program([process.execPath, 'netback', ...process.argv.slice(2)], process.cwd());
}
const { maxRSS, userCPUTime } = process.resourceUsage();
process.stderr.write(`peak ${maxRSS} KB, ${userCPUTime} microseconds\n`);
