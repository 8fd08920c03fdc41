import { SaxesParser } from 'saxes';

/** What a reader of XML is told, in document order; names without their prefix. */
export type XmlHandlers = {
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  text(text: string): void;
  close(name: string, line: number): void;
};
export type XmlFault = { readonly line: number; readonly expected: string };

const MAX_DEPTH = 40;

/**
 * Reads an XML document once through. A DTD is refused before anything is read of it, entities other
 * than the five of XML do not exist, nesting has a limit, and the first fault ends the reading.
 */
export function readXml(text: string, handlers: XmlHandlers): XmlFault | null {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  const stop = (expected: string): never => {
    throw new XmlStop({ line: parser.line, expected });
  };
  parser.on('doctype', () => stop('XML without a DTD'));
  parser.on('error', () => stop('well-formed XML'));
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > MAX_DEPTH) stop(`XML nested at most ${MAX_DEPTH} deep`);
    handlers.open(localName(tag.name), tag.attributes as Record<string, string>, parser.line);
  });
  parser.on('text', (found) => handlers.text(found));
  parser.on('cdata', (found) => handlers.text(found));
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close(localName(tag.name), parser.line);
  });
  try {
    parser.write(text).close();
    return null;
  } catch (error) {
    if (error instanceof XmlStop) return error.fault;
    return { line: parser.line, expected: 'well-formed XML' };
  }
}

class XmlStop extends Error {
  readonly fault: XmlFault;
  constructor(fault: XmlFault) {
    super('stopped reading XML');
    this.fault = fault;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
