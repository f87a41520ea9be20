/**
 * The part of Java that scripts of Camunda 7 use most, as JavaScript inside the sandbox: lists, maps and dates by their
 * classes, `System.out`, numbers and texts by their boxes, values with a type (`Variables`, `getVariableTyped`). Nothing
 * of it is Java, and any other class is not found. Stands inside the prelude and shares its names.
 */
export const SCRIPT_JAVA = `
// What an object is in Java, by its class; the variable that is made of it is an object of that class.
const javaClasses = new WeakMap();
const named = (className, object) => { javaClasses.set(object, className); return object; };
const javaText = (value) => value === null || value === undefined ? 'null' : isArray(value) ? '[' + value.map(javaText).join(', ') + ']' : String(value);

// Lists and maps answer to their methods, and are arrays and objects of JavaScript besides.
const LIST = {
  get(index) { if (!(index >= 0 && index < this.length)) throw new Error('java.lang.IndexOutOfBoundsException: Index ' + index + ' out of bounds for length ' + this.length); return this[index]; },
  size() { return this.length; }, isEmpty() { return this.length === 0; }, contains(item) { return this.includes(item); },
  add(...given) { if (given.length === 1) { this.push(given[0]); return true; } this.splice(given[0], 0, given[1]); },
  addAll(items) { this.push(...items); return items.length > 0; }, set(index, item) { const before = this.get(index); this[index] = item; return before; },
  remove(which) {
    if (typeof which === 'number') { const before = this.get(which); this.splice(which, 1); return before; }
    const at = this.indexOf(which); if (at >= 0) this.splice(at, 1); return at >= 0;
  },
  clear() { this.length = 0; }, toString() { return javaText(this); },
};
const list = (items) => hidden([...items], LIST);
const MAP = {
  get(key) { return hasOwn(this, key) ? this[key] : null; }, put(key, value) { const before = this.get(key); this[key] = value; return before; },
  putAll(other) { Object.assign(this, other); }, getOrDefault(key, other) { return hasOwn(this, key) ? this[key] : other; },
  remove(key) { const before = this.get(key); delete this[key]; return before; }, clear() { for (const key of keys(this)) delete this[key]; },
  size() { return keys(this).length; }, isEmpty() { return keys(this).length === 0; }, containsKey(key) { return hasOwn(this, key); },
  containsValue(value) { return Object.values(this).includes(value); }, keySet() { return list(keys(this)); }, values() { return list(Object.values(this)); },
  entrySet() { return list(keys(this).map((key) => ({ key, value: this[key], getKey: () => key, getValue: () => this[key] }))); },
  toString() { return '{' + keys(this).map((key) => key + '=' + javaText(this[key])).join(', ') + '}'; },
};
const map = (object) => hidden(object, MAP);
const java = (json, className) => isArray(json) ? named(className ?? 'java.util.ArrayList', list(json.map((item) => java(item))))
  : json !== null && typeof json === 'object' ? named(className ?? 'java.util.LinkedHashMap', map(Object.fromEntries(Object.entries(json).map(([key, item]) => [key, java(item)])))) : json;

// Numbers beyond 32 bits that are Long where they come from stay so unless they are computed with.
const longs = new Set();
const long = (number) => { if (!isInt32(number)) longs.add(number); return number; };

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number) => String(number).padStart(2, '0');
// Numbers of a date of JavaScript are Double, those of a date of Java are not.
const numbersOfDate = Object.fromEntries(['getDate', 'getDay', 'getMonth', 'getYear', 'getHours', 'getMinutes', 'getSeconds', 'getTimezoneOffset'].map((name) => [name, NativeDate.prototype[name]]));
const javaDate = (input) => {
  const date = new NativeDate(input);
  const time = NativeDate.prototype.getTime;
  for (const name of keys(numbersOfDate)) hidden(date, { [name]: () => numbersOfDate[name].call(date) });
  defineProperty(date, Symbol.toPrimitive, { value: () => time.call(date) });
  return hidden(date, {
    getTime: () => long(time.call(date)), before: (other) => date < other, after: (other) => date > other,
    toString: () => DAYS[date.getUTCDay()] + ' ' + MONTHS[date.getUTCMonth()] + ' ' + two(date.getUTCDate()) + ' ' + two(date.getUTCHours()) + ':' + two(date.getUTCMinutes()) + ':' + two(date.getUTCSeconds()) + ' UTC ' + date.getUTCFullYear(),
  });
};

// A value with its type, as a variable has it.
class TypedValue {
  #coded;
  constructor(coded) { this.#coded = coded; }
  static coded(value) { return value.#coded; }
  getValue() { return once(this.#coded); }
  getType() { const name = this.#coded.type.toLowerCase(); return { getName: () => name, toString: () => name }; }
  getValueSerialized() { return this.#coded.text; }
  getObjectTypeName() { return (this.#coded.info && this.#coded.info.objectTypeName) || null; }
  getSerializationDataFormat() { return (this.#coded.info && this.#coded.info.serializationDataFormat) || null; }
}
const JSON_FORMAT = 'application/json';
const JAVA_FORMAT = 'application/x-java-serialized-object';
// How JSON names a class with what is in it: a list by its first item.
const spinName = (value) => {
  if (typeof value === 'string') return 'java.lang.String';
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  if (typeof value === 'number') return 'java.lang.' + encode(value).type;
  const name = javaClasses.get(value) ?? (isArray(value) ? 'java.util.ArrayList' : 'java.util.LinkedHashMap');
  return isArray(value) ? name + '<' + (value.length === 0 ? 'java.lang.Object' : spinName(value[0])) + '>' : name + '<java.lang.Object,java.lang.Object>';
};
const objectValue = (value, format) => ({
  type: 'Object', text: stringify(plain(value)),
  info: { objectTypeName: format === JSON_FORMAT ? spinName(value) : javaClasses.get(value) ?? spinName(value).replace(/<.*/, ''), serializationDataFormat: format },
});
const builder = (value, format) => ({
  serializationDataFormat: (wanted) => builder(value, wanted === JSON_FORMAT ? JSON_FORMAT : JAVA_FORMAT),
  create: () => new TypedValue(objectValue(value, format)),
});
const typed = (type) => (value) => new TypedValue(value === null || value === undefined ? { type: 'Null', text: null } : { type, text: String(value) });

const parsed = (text, pattern) => { if (!pattern.test(String(text))) throw new Error('java.lang.NumberFormatException: For input string: "' + text + '"'); return Number(text); };
const WHOLE = /^[+-]?\\d+$/;
const FRACTION = /^\\s*[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?\\s*$/;
const box = (of, members) => Object.assign(function (value) { return Object(of(value)); }, { valueOf: of, ...members });
const listClass = (name) => function (from) { return named(name, list(from === undefined || typeof from === 'number' ? [] : from)); };
const mapClass = (name) => function (from) { return named(name, map(from === undefined || typeof from === 'number' ? {} : { ...from })); };
const nothing = () => undefined;
const printer = { println: nothing, print: nothing, printf: nothing };
const hex = (count) => Array.from({ length: count }, () => Math.floor(Math.random() * 16).toString(16)).join('');
const classes = {
  'java.util.ArrayList': listClass('java.util.ArrayList'), 'java.util.LinkedList': listClass('java.util.LinkedList'),
  'java.util.HashMap': mapClass('java.util.HashMap'), 'java.util.LinkedHashMap': mapClass('java.util.LinkedHashMap'), 'java.util.TreeMap': mapClass('java.util.TreeMap'),
  'java.util.Date': function (time) { return javaDate(time === undefined ? NativeDate.now() : Number(time)); },
  'java.util.Arrays': { asList: (...items) => named('java.util.Arrays$ArrayList', list(items)) },
  'java.util.UUID': { randomUUID: () => { const text = hex(8) + '-' + hex(4) + '-4' + hex(3) + '-a' + hex(3) + '-' + hex(12); return { toString: () => text }; } },
  'java.lang.System': { out: printer, err: printer, currentTimeMillis: () => long(NativeDate.now()), lineSeparator: () => '\\n' },
  'java.lang.Integer': box((value) => parsed(value, WHOLE), { parseInt: (text) => parsed(text, WHOLE) }),
  'java.lang.Long': box((value) => long(parsed(value, WHOLE)), { parseLong: (text) => long(parsed(text, WHOLE)) }),
  'java.lang.Double': box((value) => asDouble(parsed(value, FRACTION)), { parseDouble: (text) => asDouble(parsed(text, FRACTION)) }),
  'java.lang.Boolean': box((value) => String(value).toLowerCase() === 'true', { parseBoolean: (text) => String(text).toLowerCase() === 'true', TRUE: true, FALSE: false }),
  'java.lang.String': box(javaText, { join: (by, ...items) => items.flat().join(by) }),
  'java.lang.Math': Math,
  'org.camunda.spin.Spin': { JSON: (input) => spin(input), S: (input) => spin(input) },
  'org.camunda.bpm.engine.delegate.BpmnError': BpmnError,
  'org.camunda.bpm.engine.variable.Variables': {
    SerializationDataFormats: { JSON: JSON_FORMAT, JAVA: JAVA_FORMAT }, objectValue: (value) => builder(value, JAVA_FORMAT), createVariables: () => map({}),
    stringValue: typed('String'), integerValue: typed('Integer'), longValue: typed('Long'), doubleValue: typed('Double'), booleanValue: typed('Boolean'), untypedNullValue: () => typed('Null')(null),
    dateValue: (value) => new TypedValue(value === null ? { type: 'Null', text: null } : { type: 'Date', text: new NativeDate(value).toISOString() }),
  },
};
classes['org.camunda.bpm.engine.variable.Variables.SerializationDataFormats'] = classes['org.camunda.bpm.engine.variable.Variables'].SerializationDataFormats;
const packages = {};
for (const name of keys(classes)) {
  const steps = name.split('.');
  const last = steps.pop();
  const inside = steps.reduce((outer, step) => (outer[step] ??= {}), packages);
  inside[last] ??= classes[name];
}
const Java = {
  type: (name) => { if (!hasOwn(classes, name)) throw new TypeError('Access to host class ' + name + ' is not allowed or does not exist.'); return classes[name]; },
  from: (items) => [...items], to: (items) => named('java.util.ArrayList', list(items)),
};

// What is computed with fractions stays Double, whole or not.
for (const name of ['sqrt', 'pow', 'cbrt', 'exp', 'expm1', 'log', 'log10', 'log2', 'log1p', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'hypot']) {
  const native = Math[name];
  hidden(Math, { [name]: (...numbers) => asDouble(native(...numbers)) });
}
for (const name of [...keys(numbersOfDate), 'getFullYear', 'getMilliseconds', 'getUTCDate', 'getUTCDay', 'getUTCFullYear', 'getUTCHours', 'getUTCMinutes', 'getUTCMonth', 'getUTCSeconds']) {
  const native = NativeDate.prototype[name];
  hidden(NativeDate.prototype, { [name]() { return asDouble(native.call(this)); } });
}
const nativeParseFloat = parseFloat;
hidden(globalThis, { parseFloat: (text) => asDouble(nativeParseFloat(text)) });
`;
