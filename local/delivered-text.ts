/** What each kind of subscription gets of one message, as SNS takes it apart. */
export type DeliveredTexts = { readonly default: string; readonly email: string; readonly sms: string };

/**
 * The texts of a message published with `MessageStructure: json`. The embedded SNS hands the whole
 * structure on, where the real one gives each protocol its own text and `default` to the rest; here it
 * is taken apart as the real one would. A message without that structure is its own text everywhere.
 */
export function deliveredTexts(message: string): DeliveredTexts {
  const parsed = parseObject(message);
  const fallback = parsed === null ? undefined : textOf(parsed.default);
  if (parsed === null || fallback === undefined) return { default: message, email: message, sms: message };
  return { default: fallback, email: textOf(parsed.email) ?? fallback, sms: textOf(parsed.sms) ?? fallback };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
