import { isDateValue } from '../values.ts';
import { asBoolean, asDouble, asLong } from './coercions.ts';
import {
  asText,
  Character,
  classOf,
  integer,
  JavaFloat,
  JavaList,
  JavaMap,
  JsonNode,
  JuelFailure,
  type JuelValue,
  MovableDate,
  SmallInteger,
} from './juel-value.ts';
import { XmlNode } from '../xml/xml-element.ts';

/**
 * Which of the methods of one name is called, as the reference implementation of Jakarta EL chooses: one whose
 * parameters are exactly the classes of the arguments, else the most specific one that they can be assigned to, else
 * the most specific one that they can be coerced to. Methods that fit equally well are a failure.
 */
export interface Overload<Target> {
  readonly name: string;
  /** Types of the parameters, by their simple names; a last one with `...` takes any number. */
  readonly parameters: readonly string[];
  readonly call: (target: Target, args: readonly JuelValue[]) => JuelValue;
}

/** Methods by name. */
export type MethodTable<Target> = ReadonlyMap<string, readonly Overload<Target>[]>;

/** From signatures as Java writes them: `substring(int, int)`. */
export function methodTable<Target>(
  methods: Readonly<Record<string, (target: Target, args: readonly JuelValue[]) => JuelValue>>,
): MethodTable<Target> {
  const table = new Map<string, Overload<Target>[]>();
  for (const [signature, call] of Object.entries(methods)) {
    const [name = '', list = ''] = signature.slice(0, -1).split('(');
    const overload = { name, parameters: list === '' ? [] : list.split(', '), call };
    table.set(name, [...(table.get(name) ?? []), overload]);
  }
  return table;
}

/** Calls the method that fits. Throws MethodFailure where none does, or several do. */
export function callMethod<Target>(
  table: MethodTable<Target>,
  target: Target,
  { className, name, args }: { readonly className: string; readonly name: string; readonly args: readonly JuelValue[] },
): JuelValue {
  const called = `class ${className}.${name}(${args.map(classOf).join(', ')})`;
  const { overload, values } = chooseOverload(table.get(name) ?? [], called, args);
  return overload.call(target, values);
}

/** No such method, or several that fit equally well; the message is the cause. */
export class MethodFailure extends JuelFailure {}

/** Supertypes by simple name, what is assignable to what. `Object` is above all. */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
  String: ['CharSequence', 'Comparable'],
  Integer: ['Number', 'Comparable'],
  Long: ['Number', 'Comparable'],
  Short: ['Number', 'Comparable'],
  Byte: ['Number', 'Comparable'],
  Double: ['Number', 'Comparable'],
  Float: ['Number', 'Comparable'],
  Boolean: ['Comparable'],
  Character: ['Comparable'],
  Date: ['Comparable'],
  ArrayList: ['List', 'Collection', 'Iterable'],
  LinkedList: ['List', 'Collection', 'Iterable'],
  SpinListImpl: ['List', 'Collection', 'Iterable'],
  HashMap$KeySet: ['Collection', 'Iterable'],
  HashMap$Values: ['Collection', 'Iterable'],
  HashSet: ['Collection', 'Iterable'],
  List: ['Collection', 'Iterable'],
  Collection: ['Iterable'],
  HashMap: ['Map'],
  LinkedHashMap: ['Map', 'HashMap'],
  TreeMap: ['Map'],
  VariableMapImpl: ['Map'],
  JacksonJsonNode: ['SpinJsonNode', 'Spin'],
  DomXmlElement: ['SpinXmlElement', 'Spin'],
  DomXmlAttribute: ['SpinXmlAttribute', 'Spin'],
};
const BOXES: Readonly<Record<string, string>> = {
  int: 'Integer',
  long: 'Long',
  short: 'Short',
  byte: 'Byte',
  double: 'Double',
  float: 'Float',
  boolean: 'Boolean',
  char: 'Character',
};
const NUMBERS = ['Integer', 'Long', 'Short', 'Byte', 'Double', 'Float'];
const boxed = (type: string): string => BOXES[type] ?? type;
const isBelow = (type: string, above: string): boolean =>
  type === above || above === 'Object' || (ABOVE[type]?.includes(above) ?? false);
type Parameters = Pick<Overload<never>, 'parameters'>;
const simpleName = (value: JuelValue): string => {
  const name = classOf(value);
  return name.startsWith('[') ? name : name.slice(name.lastIndexOf('.') + 1);
};

/** The method that is called, and its arguments. Throws MethodFailure. */
function chooseOverload<Target>(
  overloads: readonly Overload<Target>[],
  called: string,
  args: readonly JuelValue[],
): { readonly overload: Overload<Target>; readonly values: readonly JuelValue[] } {
  const types = args.map((arg) => (arg === null ? null : simpleName(arg)));
  const groups: Record<'assignable' | 'coercible' | 'any', Overload<Target>[]> = {
    assignable: [],
    coercible: [],
    any: [],
  };
  for (const overload of overloads) {
    const fit = fitOf(overload, types, args);
    if (fit === 'exact') return { overload, values: convert(overload, args) };
    if (fit) groups[fit].push(overload);
  }
  const isCoerced = groups.assignable.length === 0;
  const candidates = [groups.assignable, groups.coercible, groups.any].find(({ length }) => length > 0);
  if (!candidates) throw new MethodFailure(`Method not found: ${called}`);
  const [only, ...others] = mostSpecific(candidates, types, isCoerced);
  if (!only || others.length > 0) throw new MethodFailure(`Unable to find unambiguous method: ${called}`);
  return { overload: only, values: convert(only, args) };
}

const restOf = ({ parameters }: Parameters): string | null => {
  const last = parameters.at(-1);
  return last?.endsWith('...') ? last.slice(0, -3) : null;
};

function fitOf(
  overload: Parameters,
  types: readonly (string | null)[],
  args: readonly JuelValue[],
): 'exact' | 'assignable' | 'coercible' | 'any' | null {
  const { parameters } = overload;
  const rest = restOf(overload);
  const fixed = rest === null ? parameters : parameters.slice(0, -1);
  if (rest === null ? args.length !== fixed.length : args.length < fixed.length) return null;
  let fit: 'exact' | 'assignable' | 'coercible' = 'exact';
  for (const [at, arg] of args.entries()) {
    const parameter = fixed[at] ?? rest ?? 'Object';
    const type = types[at] ?? null;
    if (type === parameter && fixed[at] !== undefined) continue;
    if (type === null || isBelow(type, boxed(parameter))) fit = fit === 'exact' ? 'assignable' : fit;
    else if (coerced(arg, parameter) === undefined) return null;
    else fit = 'coercible';
  }
  return rest === null ? fit : 'any';
}

function mostSpecific<Candidate extends Parameters>(
  candidates: readonly Candidate[],
  types: readonly (string | null)[],
  isCoerced: boolean,
): readonly Candidate[] {
  let best: Candidate[] = [];
  for (const candidate of candidates) {
    const orders = best.map((other) => ({ other, order: moreSpecific(candidate, other, types, isCoerced) }));
    best = orders.filter(({ order }) => order !== 1).map(({ other }) => other);
    if (!orders.some(({ order }) => order === -1)) best.push(candidate);
  }
  return best;
}

function moreSpecific(a: Parameters, b: Parameters, types: readonly (string | null)[], isCoerced: boolean): -1 | 0 | 1 {
  let result: -1 | 0 | 1 = 0;
  for (const [at, type] of types.entries()) {
    const [left, right] = [a, b].map((one) => (one.parameters[at] ?? one.parameters.at(-1) ?? '').replace('...', ''));
    if (left === right || left === undefined || right === undefined) continue;
    const order = moreSpecificType(boxed(left), boxed(right), type, isCoerced);
    if (order === 0 || (result !== 0 && order !== result)) return 0;
    result = order;
  }
  return result;
}

function moreSpecificType(left: string, right: string, type: string | null, isCoerced: boolean): -1 | 0 | 1 {
  if (isBelow(left, right)) return 1;
  if (isBelow(right, left)) return -1;
  if (!isCoerced || type === null || !NUMBERS.includes(type)) return 0;
  const [a, b] = [NUMBERS.includes(left) || left === 'Number', NUMBERS.includes(right) || right === 'Number'];
  return a === b ? 0 : a ? 1 : -1;
}

function convert(overload: Parameters, args: readonly JuelValue[]): readonly JuelValue[] {
  const rest = restOf(overload);
  const fixed = rest === null ? overload.parameters.length : overload.parameters.length - 1;
  return args.map((arg, at) => {
    const value = coerced(arg, at < fixed ? (overload.parameters[at] ?? 'Object') : (rest ?? 'Object'));
    return value === undefined ? arg : value;
  });
}

/** The value as a parameter takes it; undefined: it does not. */
function coerced(value: JuelValue, type: string): JuelValue | undefined {
  try {
    return coercedOrThrown(value, type);
  } catch (error) {
    if (error instanceof JuelFailure) return undefined;
    throw error;
  }
}

function coercedOrThrown(value: JuelValue, type: string): JuelValue | undefined {
  const box = boxed(type);
  switch (box) {
    case 'String':
      return asText(value);
    case 'Boolean':
      return asBoolean(value);
    case 'Long':
      return asLong(value);
    case 'Integer':
      return smallOf(value, 'Integer', 32);
    case 'Short':
      return smallOf(value, 'Short', 16);
    case 'Byte':
      return smallOf(value, 'Byte', 8);
    case 'Double':
      return asDouble(value);
    case 'Float':
      return value instanceof JavaFloat ? value : new JavaFloat(asDouble(value));
    case 'Character':
      return characterOf(value);
    default:
      if (value === null || isBelow(simpleName(value), type)) return value;
      return value === '' ? null : undefined;
  }
}

/** Texts have to lie within the type, numbers are cut to its bits. */
function smallOf(value: JuelValue, type: 'Integer' | 'Short' | 'Byte', bits: number): JuelValue | undefined {
  const long = typeof value === 'number' || value instanceof JavaFloat ? saturated(value, bits) : asLong(value);
  const cut = BigInt.asIntN(bits, long);
  if (typeof value === 'string' && cut !== long) return undefined;
  return type === 'Integer' ? integer(cut) : new SmallInteger(type, cut);
}

/** A fraction becomes an int first, at most the greatest one. */
function saturated(value: number | JavaFloat, bits: number): bigint {
  const number = Math.trunc(value instanceof JavaFloat ? value.value : value) || 0;
  const most = 2 ** 31;
  return BigInt.asIntN(bits, BigInt(Math.max(-most, Math.min(most - 1, number))));
}

function characterOf(value: JuelValue): Character | undefined {
  if (value instanceof Character) return value;
  if (value === null || value === '') return new Character('\u0000');
  if (typeof value === 'string') return new Character(value.charAt(0));
  if (typeof value === 'boolean' || isObject(value)) return undefined;
  return new Character(String.fromCharCode(Number(BigInt.asUintN(16, asLong(value)))));
}

const isObject = (value: JuelValue): boolean =>
  value instanceof JavaList ||
  value instanceof JavaMap ||
  value instanceof JsonNode ||
  value instanceof XmlNode ||
  value instanceof MovableDate ||
  isDateValue(value);
