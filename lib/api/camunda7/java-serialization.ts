import { JavaContents, type Json, mayBeDate, parseJsonTree, usualNumber } from '@/engine/index.ts';
import { hashCapacity, inJavaHashOrder, LOAD_FACTOR } from './java-hash-order.ts';

/**
 * Lists and maps that the engine has made stand as Java objects in Camunda 7, and a client that asks for their
 * serialized form gets Java's Object Serialization Stream in Base64. This writes that stream for the classes of
 * lists and maps that it makes and the values that can be in them; nothing here ever reads one.
 */
const STREAM_HEADER = 'aced0005';
const NULL = '70';
const REFERENCE = '71';
const CLASS = '72';
const OBJECT = '73';
const STRING = '74';
const LONG_STRING = '7c';
const BLOCK_OF_INT = '7704';
const BLOCK_OF_TWO_INTS = '7708';
const END_OF_BLOCK = '78';
const FIRST_HANDLE = 0x7e0000;
/** Strings of more bytes have a longer length field. */
const MAX_SHORT_STRING_BYTES = 0xffff;
const MIN_LONG = -(2n ** 63n);
const MAX_LONG = 2n ** 63n - 1n;

const LISTS: ReadonlySet<string> = new Set(['java.util.ArrayList', 'java.util.Collections$EmptyList']);
const MAPS: ReadonlySet<string> = new Set(['java.util.TreeMap', 'java.util.HashMap']);

type Field = readonly [type: string, name: string];

/** The JSON of a list or map as Java would write it; null: it is no class or text that can be written. */
export function javaSerialized(objectTypeName: string, json: string, contents?: string): string | null {
  if (!LISTS.has(objectTypeName) && !MAPS.has(objectTypeName)) return null;
  const value = parseJsonTree(json);
  if (Array.isArray(value) !== LISTS.has(objectTypeName)) return null;
  return Buffer.from(
    STREAM_HEADER + new JavaWriter().object(objectTypeName, classed(value, new JavaContents(contents))),
    'hex',
  ).toString('base64');
}

type JavaValue = null | boolean | string | number | JavaWhole | JavaDate | JavaMap | JavaValue[];

class JavaDate {
  readonly epochMs: number;
  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }
}

class JavaWhole {
  readonly value: bigint;
  readonly isLong: boolean;
  constructor(value: bigint, isLong: boolean) {
    this.value = value;
    this.isLong = isLong;
  }
}

class JavaMap {
  readonly entries: readonly (readonly [string, JavaValue])[];
  readonly isHashed: boolean;
  constructor(entries: JavaMap['entries'], isHashed: boolean) {
    this.entries = entries;
    this.isHashed = isHashed;
  }
}

/** The same with the classes that its numbers and maps have. */
function classed(json: Json, contents: JavaContents): JavaValue {
  if (typeof json === 'bigint') return new JavaWhole(json, contents.next(usualNumber(json)) === 'L');
  if (typeof json === 'string')
    return mayBeDate(json) && contents.next('S') === 'D' ? new JavaDate(Date.parse(json)) : json;
  if (Array.isArray(json)) return json.map((item) => classed(item, contents));
  if (!(json instanceof Map)) return json;
  const isHashed = contents.next('T') === 'H';
  return new JavaMap(
    [...json].map(([key, item]) => [key, classed(item, contents)] as const),
    isHashed,
  );
}

/** Hexadecimal text of the stream; what was written already is referred to by its handle. */
class JavaWriter {
  private readonly handles = new Map<string, number>();
  private nextHandle = FIRST_HANDLE;

  /** The outermost object, of this class. */
  object(className: string, value: JavaValue): string {
    if (className === 'java.util.HashMap' && value instanceof JavaMap) return this.hashMap(value);
    if (className === 'java.util.Collections$EmptyList' && Array.isArray(value) && value.length === 0)
      return OBJECT + this.class(className, '7ab817b43ca79ede', [], NULL);
    return this.content(value);
  }

  content(value: JavaValue): string {
    switch (typeof value) {
      case 'string':
        return this.text(value);
      case 'boolean':
        return this.boxed(
          `Boolean ${value}`,
          () => this.class('java.lang.Boolean', 'cd207280d59cfaee', [['Z', 'value']], NULL),
          value ? '01' : '00',
        );
      case 'number':
        return this.double(value);
      default:
        if (value === null) return NULL;
        if (Array.isArray(value)) return this.list(value);
        if (value instanceof JavaWhole) return this.whole(value);
        if (value instanceof JavaDate) return this.date(value);
        return value.isHashed ? this.hashMap(value) : this.map(value);
    }
  }

  private list(items: readonly JavaValue[]): string {
    const description = this.class('java.util.ArrayList', '7881d21d99c7619d', [['I', 'size']], NULL);
    this.handle();
    const size = int32(items.length);
    return (
      OBJECT +
      description +
      size +
      BLOCK_OF_INT +
      size +
      items.map((item) => this.content(item)).join('') +
      END_OF_BLOCK
    );
  }

  private map({ entries }: JavaMap): string {
    const description = this.class('java.util.TreeMap', '0cc1f63e2d256ae6', [['L', 'comparator']], NULL);
    this.handle();
    const pairs = entries.map(([key, item]) => this.text(key) + this.content(item)).join('');
    return OBJECT + description + NULL + BLOCK_OF_INT + int32(entries.length) + pairs + END_OF_BLOCK;
  }

  /** Of the loads and thresholds that a map has after its entries were put into it one by one. */
  private hashMap(map: JavaMap): string {
    const entries = inJavaHashOrder(map.entries);
    const fields: readonly Field[] = [
      ['F', 'loadFactor'],
      ['I', 'threshold'],
    ];
    const description = this.class('java.util.HashMap', '0507dac1c31660d1', fields, NULL);
    this.handle();
    const capacity = hashCapacity(entries.length);
    const threshold = entries.length === 0 ? 0 : capacity * LOAD_FACTOR;
    return (
      OBJECT +
      description +
      float32(LOAD_FACTOR) +
      int32(threshold) +
      BLOCK_OF_TWO_INTS +
      int32(capacity) +
      int32(entries.length) +
      entries.map(([key, item]) => this.text(key) + this.content(item)).join('') +
      END_OF_BLOCK
    );
  }

  private date({ epochMs }: JavaDate): string {
    const description = this.class('java.util.Date', '686a81014b597419', [], NULL);
    this.handle();
    return OBJECT + description + BLOCK_OF_TWO_INTS + unsigned(BigInt.asUintN(64, BigInt(epochMs)), 16) + END_OF_BLOCK;
  }

  private whole({ value, isLong }: JavaWhole): string {
    if (value < MIN_LONG || value > MAX_LONG) return this.double(Number(value));
    if (isLong)
      return this.boxed(
        `Long ${value}`,
        () => this.number('java.lang.Long', '3b8be490cc8f23df', 'J'),
        unsigned(BigInt.asUintN(64, value), 16),
      );
    return this.boxed(
      `Integer ${value}`,
      () => this.number('java.lang.Integer', '12e2a0a4f7818738', 'I'),
      int32(Number(value)),
    );
  }

  private double(value: number): string {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return this.boxed(
      `Double ${value}`,
      () => this.number('java.lang.Double', '80b3c24a296bfb04', 'D'),
      bytes.toString('hex'),
    );
  }

  private number(name: string, serialVersion: string, fieldType: string): string {
    return this.class(name, serialVersion, [[fieldType, 'value']], () =>
      this.class('java.lang.Number', '86ac951d0b94e08b', [], NULL),
    );
  }

  private boxed(identity: string, description: () => string, value: string): string {
    return this.once(identity, () => {
      const described = OBJECT + description();
      this.handle(identity);
      return described + value;
    });
  }

  /** Collections that hold something write more than their fields, which a flag says. */
  private class(
    name: string,
    serialVersion: string,
    fields: readonly Field[],
    parent: string | (() => string),
  ): string {
    const identity = `class ${name}`;
    return this.once(identity, () => {
      this.handle(identity);
      const flags = name === 'java.util.Date' || (name.startsWith('java.util.') && fields.length > 0) ? '03' : '02';
      const described = fields.map(([type, field]) => {
        const className = type === 'L' ? this.text('Ljava/util/Comparator;') : '';
        return Buffer.from(type).toString('hex') + shortText(field) + className;
      });
      return (
        CLASS +
        shortText(name) +
        serialVersion +
        flags +
        unsigned(BigInt(fields.length), 4) +
        described.join('') +
        END_OF_BLOCK +
        (typeof parent === 'string' ? parent : parent())
      );
    });
  }

  private text(text: string): string {
    const identity = `"${text}`;
    return this.once(identity, () => {
      this.handle(identity);
      const bytes = modifiedUtf8(text);
      return bytes.length / 2 > MAX_SHORT_STRING_BYTES
        ? LONG_STRING + unsigned(BigInt(bytes.length / 2), 16) + bytes
        : STRING + shortText(text);
    });
  }

  private once(identity: string, write: () => string): string {
    const handle = this.handles.get(identity);
    return handle === undefined ? write() : REFERENCE + int32(handle);
  }

  private handle(identity?: string): void {
    if (identity !== undefined) this.handles.set(identity, this.nextHandle);
    this.nextHandle += 1;
  }
}

const unsigned = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');
function float32(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatBE(value);
  return bytes.toString('hex');
}

const int32 = (value: number): string => unsigned(BigInt.asUintN(32, BigInt(value)), 8);

function shortText(text: string): string {
  const bytes = modifiedUtf8(text);
  return unsigned(BigInt(bytes.length / 2), 4) + bytes;
}

/** Java's own UTF-8: each half of a surrogate pair by itself, and NUL in two bytes. */
function modifiedUtf8(text: string): string {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0 && unit < 0x80) bytes.push(unit);
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return Buffer.from(bytes).toString('hex');
}
