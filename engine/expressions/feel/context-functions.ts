import { parseJson } from '../values.ts';
import { define, type NamedBuiltIn } from './built-in.ts';
import { type FeelContext, type FeelValue, feelText, fromJsValue, isContext, isList, jsonText } from './feel-value.ts';

const isKeys = (value: FeelValue | undefined): value is readonly string[] =>
  value !== undefined && isList(value) && value.length > 0 && value.every((key) => typeof key === 'string');

function valueAt(context: FeelContext, keys: readonly string[]): FeelValue {
  return keys.reduce<FeelValue>((value, key) => (isContext(value) ? (value.get(key) ?? null) : null), context);
}

function put(context: FeelContext, keys: readonly string[], value: FeelValue): FeelContext {
  const [key = '', ...rest] = keys;
  const inner = context.get(key) ?? null;
  const changed = rest.length === 0 ? value : put(isContext(inner) ? inner : new Map(), rest, value);
  return new Map([...context, [key, changed]]);
}

function putInto([context, key, value = null]: readonly FeelValue[]): FeelValue | undefined {
  if (context === undefined || !isContext(context)) return undefined;
  if (typeof key === 'string') return put(context, [key], value);
  return isKeys(key) ? put(context, key, value) : undefined;
}

function merge(contexts: readonly FeelValue[]): FeelValue {
  return contexts.every(isContext) ? new Map(contexts.flatMap((context) => [...context])) : null;
}

/** A list of `{key, value}`. */
function fromEntries(entries: readonly FeelValue[]): FeelValue {
  const context = new Map<string, FeelValue>();
  for (const entry of entries) {
    const key = isContext(entry) ? entry.get('key') : undefined;
    const value = isContext(entry) ? entry.get('value') : undefined;
    if (typeof key !== 'string' || value === undefined) return null;
    context.set(key, value);
  }
  return context;
}

export const contextFunctions: readonly NamedBuiltIn[] = [
  define('get value', 'context,key', ([context, key]) => {
    if (context === undefined || !isContext(context)) return undefined;
    if (typeof key === 'string') return context.get(key) ?? null;
    return isKeys(key) ? valueAt(context, key) : undefined;
  }),
  define('get value', 'context,keys', ([context, keys]) =>
    context !== undefined && isContext(context) && isKeys(keys) ? valueAt(context, keys) : undefined,
  ),
  define('get entries', 'context', ([context]) => {
    if (context === undefined || !isContext(context)) return undefined;
    return [...context].map(
      ([key, value]) =>
        new Map<string, FeelValue>([
          ['key', key],
          ['value', value],
        ]),
    );
  }),
  // The short names are those of before DMN named them.
  ...['context put', 'put'].flatMap((name) => [
    define(name, 'context,key,value', putInto),
    define(name, 'context,keys,value', putInto),
  ]),
  ...['context merge', 'put all'].map((name) =>
    define(name, '...', (args) => {
      const [only] = args;
      return merge(args.length === 1 && only !== undefined && isList(only) ? only : args);
    }),
  ),
  define('context', 'entries', ([entries]) =>
    entries !== undefined && isList(entries) ? fromEntries(entries) : undefined,
  ),
  define('is defined', 'value', ([value]) => value !== null),
  define('get or else', 'value,default', ([value = null, other = null]) => value ?? other),
  define('assert', 'value,condition', ([value = null, condition], { budget }) =>
    condition === true ? value : budget.failAssert('The condition is not fulfilled'),
  ),
  define('assert', 'value,condition,cause', ([value = null, condition, cause], { budget }) =>
    condition === true
      ? value
      : budget.failAssert(
          typeof cause === 'string'
            ? cause
            : `Illegal arguments: ${[value, condition ?? null, cause ?? null].map((each) => `'${feelText(each)}'`).join(', ')}`,
        ),
  ),
  define('not', 'negand', ([value]) => (typeof value === 'boolean' ? !value : null)),
  define('from json', 'value', ([text]) => {
    if (typeof text !== 'string') return undefined;
    try {
      return fromJsValue(parseJson(text));
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }),
  define('to json', 'value', ([value = null]) => jsonText(value, 'double')),
  // Tells a model of language what to give, and changes nothing: the value is handed on.
  ...[
    'value',
    'value,description',
    'value,description,type',
    'value,description,type,schema',
    'value,description,type,schema,options',
  ].map((parameters) => define('fromAi', parameters, ([value = null]) => value)),
];
