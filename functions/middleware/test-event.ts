import * as z from 'zod/mini';

/** What the weekly schedule adds to its time: who gets the test message. */
const testEvent = z.object({ scheduledTime: z.string(), testAudience: z.string() });

/** The audience that an event asks a test message for; null where it asks for none. */
export function testAudienceOf(event: unknown): string | null {
  const parsed = testEvent.safeParse(event);
  return parsed.success ? parsed.data.testAudience : null;
}
