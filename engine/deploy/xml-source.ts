import { SaxesParser } from 'saxes';
import type { SourcePlace } from '../graph/element.ts';
import { xmlSentence } from './xml-sentences.ts';
import {
  MAX_ATTRIBUTE_CHARACTERS,
  MAX_ATTRIBUTES_PER_ELEMENT,
  MAX_CHARACTER_REFERENCES,
  MAX_RESOURCE_BYTES,
  MAX_XML_DEPTH,
  MAX_XML_ELEMENTS,
} from './limits.ts';

/** One element of an XML file; names are local, namespaces stand beside them. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly qualifiedName: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlElement[];
  text: string;
  /** Behind the start tag, both from 1: where Camunda's messages point. */
  readonly place: SourcePlace;
  /** Behind the end tag: where messages about the text point. */
  end: SourcePlace;
}
export interface XmlAttribute {
  readonly namespace: string;
  readonly name: string;
  readonly qualifiedName: string;
  readonly value: string;
}

export class XmlProblem extends Error {
  readonly kind: 'notXml' | 'limit';
  readonly place: SourcePlace | null;
  constructor(kind: 'notXml' | 'limit', message: string, place: SourcePlace | null) {
    super(message);
    this.kind = kind;
    this.place = place;
  }
}

/** A file that was read: its outermost element, and every namespace that is declared anywhere in it. */
export interface XmlSource {
  readonly root: XmlElement;
  /** Of the end tag of the root, from 1. */
  readonly lastLine: number;
  readonly namespaces: ReadonlySet<string>;
}

/**
 * Reads a whole file. Throws XmlProblem and nothing else. DOCTYPE is refused: no entities of a file's own. Namespaces
 * that are older names of others are read as those.
 */
export function readXml(content: Uint8Array, olderNames: ReadonlyMap<string, string> = new Map()): XmlSource {
  const text = decode(content);
  limitReferences(text);
  const parser = new SaxesParser({ xmlns: true });
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  const namespaces = new Set<string>();
  const current = (namespace: string): string => olderNames.get(namespace) ?? namespace;
  let count = 0;
  const here = (): SourcePlace => ({ line: parser.line, column: parser.column + 1 });
  const limit = (message: string): never => {
    throw new XmlProblem('limit', message, here());
  };
  parser.on('error', (error) => {
    throw new XmlProblem(
      'notXml',
      xmlSentence(error.message.replace(/^\d+:\d+: /, ''), root !== undefined),
      root ? here() : (firstWord(text) ?? here()),
    );
  });
  parser.on('doctype', () => {
    throw new XmlProblem('notXml', 'DOCTYPE is disallowed. Remove it from the file', here());
  });
  parser.on('opentag', (tag) => {
    if (++count > MAX_XML_ELEMENTS) limit(`The file has more than ${MAX_XML_ELEMENTS} elements`);
    if (stack.length >= MAX_XML_DEPTH) limit(`Elements are nested deeper than ${MAX_XML_DEPTH}`);
    const attributes = Object.values(tag.attributes);
    if (attributes.length > MAX_ATTRIBUTES_PER_ELEMENT)
      throw new XmlProblem(
        'notXml',
        `Element "${tag.name}" has more than ${MAX_ATTRIBUTES_PER_ELEMENT} attributes.`,
        here(),
      );
    const long = attributes.find((attribute) => attribute.value.length > MAX_ATTRIBUTE_CHARACTERS);
    if (long)
      limit(`The attribute ${long.name} of <${tag.name}> is longer than ${MAX_ATTRIBUTE_CHARACTERS} characters`);
    for (const declared of Object.values(tag.ns)) namespaces.add(current(declared));
    const element: XmlElement = {
      namespace: current(tag.uri),
      name: tag.local,
      qualifiedName: tag.name,
      children: [],
      text: '',
      place: here(),
      end: here(),
      attributes: attributes.map(({ uri, local, name, value }) => ({
        namespace: uri === '' ? uri : current(uri),
        name: local,
        qualifiedName: name,
        value,
      })),
    };
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  const addText = (part: string): void => {
    const top = stack.at(-1);
    if (top) top.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  let lastLine = 1;
  parser.on('closetag', () => {
    const closed = stack.pop();
    if (closed) closed.end = here();
    lastLine = parser.line;
  });
  parser.write(text).close();
  if (!root) throw new XmlProblem('notXml', 'Premature end of file.', null);
  return { root, lastLine, namespaces };
}

/** Text before the first element is only noticed at its end: it is wrong from its beginning. */
function firstWord(text: string): SourcePlace | null {
  const [before] = /^\s*(?=[^<\s])/.exec(text) ?? [];
  if (before === undefined) return null;
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function limitReferences(text: string): void {
  let count = 0;
  for (let at = text.indexOf('&#'); at >= 0; at = text.indexOf('&#', at + 2)) count += 1;
  if (count > MAX_CHARACTER_REFERENCES)
    throw new XmlProblem('limit', `The file has more than ${MAX_CHARACTER_REFERENCES} character references`, null);
}

function decode(content: Uint8Array): string {
  if (content.byteLength > MAX_RESOURCE_BYTES)
    throw new XmlProblem('limit', `The file is larger than ${MAX_RESOURCE_BYTES} bytes`, null);
  const [first, second] = content;
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  const declared = /^[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(
    new TextDecoder('latin1').decode(content.subarray(0, 200)),
  )?.[1];
  const encoding = utf16 ?? declared ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch (error) {
    throw new XmlProblem(
      'notXml',
      error instanceof RangeError
        ? `The encoding '${encoding}' is not supported`
        : `The file is not valid ${encoding} text`,
      null,
    );
  }
}

export function childrenOf(element: XmlElement, namespace: string, name: string): XmlElement[] {
  return element.children.filter((child) => child.namespace === namespace && child.name === name);
}

export function attributeOf(element: XmlElement, name: string, namespace = ''): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name && attribute.namespace === namespace)?.value;
}
