/**
 * Bytes of an item as DynamoDB counts them: names and text in UTF-8, binary as it is, a number about
 * half a byte a digit and one more. Source: DynamoDB Developer Guide, "DynamoDB item sizes and
 * formats", read November 2026.
 */
export function itemBytes(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replace('.', '').length / 2) + 1;
  return Buffer.byteLength(String(value));
}
