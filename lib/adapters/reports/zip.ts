import { type UnzipFileInfo, unzipSync } from 'fflate';

export type ZipMember = { readonly name: string; readonly bytes: Uint8Array };

/** Members of one archive at most. */
const MAX_MEMBERS = 200;

/**
 * What a zip archive holds, inflated to at most `maxBytes` in all: a member is refused by the size it
 * states before it is opened, and never written beyond it. Folders are left out.
 */
export function zipMembers(bytes: Uint8Array, maxBytes: number): readonly ZipMember[] | { readonly expected: string } {
  let total = 0;
  let count = 0;
  const isWithin = (member: UnzipFileInfo): boolean => {
    if (member.name.endsWith('/')) return false;
    total += member.originalSize;
    count += 1;
    return total <= maxBytes && count <= MAX_MEMBERS;
  };
  try {
    const found = unzipSync(bytes, { filter: isWithin });
    if (total > maxBytes) return { expected: `an archive that opens to at most ${maxBytes / 1024 / 1024} MB` };
    if (count > MAX_MEMBERS) return { expected: `an archive of at most ${MAX_MEMBERS} files` };
    return Object.entries(found).map(([name, inner]) => ({ name, bytes: inner }));
  } catch {
    return { expected: 'a whole zip archive' };
  }
}
