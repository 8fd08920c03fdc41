import { program } from '#cli/program.ts';

/** Runs a netback command in this process, then says the largest memory it ever held. */
process.exitCode = await program([process.execPath, 'netback', ...process.argv.slice(2)], process.cwd());
process.stderr.write(`peak ${process.resourceUsage().maxRSS} KB\n`);
