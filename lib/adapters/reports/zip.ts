import { crc32 } from 'node:zlib';
import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';

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
    const checksums = directoryChecksums(bytes);
    const members = Object.entries(found).map(([name, inner]) => ({ name, bytes: inner }));
    const isWhole = members.every((member) => checksums.get(member.name) === crc32(member.bytes));
    return isWhole ? members : { expected: 'a whole zip archive: a checksum does not agree' };
  } catch {
    return { expected: 'a whole zip archive' };
  }
}

const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;

/** The checksum of each member, by the archive's directory: fflate inflates without comparing it. */
function directoryChecksums(bytes: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== DIRECTORY_END) end -= 1;
  const checksums = new Map<string, number>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && view.getUint32(at, true) === DIRECTORY_ENTRY; left -= 1) {
    const [name, extra, remark] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const text = strFromU8(
      bytes.subarray(at + 46, at + 46 + (name ?? 0)),
      !((view.getUint16(at + 8, true) & 0x800) !== 0),
    );
    checksums.set(text, view.getUint32(at + 16, true));
    at += 46 + (name ?? 0) + (extra ?? 0) + (remark ?? 0);
  }
  return checksums;
}
