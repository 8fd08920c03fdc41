/** Writes docs/messages.md from the real renderer: `node scripts/messages-page.ts`. */
import { writeFileSync } from 'node:fs';
import { messagesPage } from './message-samples.ts';

writeFileSync(new URL('../docs/messages.md', import.meta.url), messagesPage());
