import { isJsonFunction } from './json-path-functions.ts';
import { JsonPathFilter } from './json-path-filter.ts';
import { invalidPath, readPath, spinPathFailure, type Step } from './json-path-walk.ts';
import type { Json } from './json-tree.ts';

/**
 * Paths as Jayway reads them: names, places (also from behind), lists of both, ranges, `*`, `..`, filters, and at the
 * end functions of what the path leads to. A path that may lead to several places gives a list, whatever it finds.
 */
export interface JsonPath {
  readonly text: string;
  /** Throws where the one place that the path leads to is not there. */
  read(json: Json): Json;
}

/** What a name without quotes has not; within a filter operators end it as well. */
const NO_NAME = String.raw`\s.[\]()*'"?@,:`;
const stepPattern = (noName: string): RegExp =>
  new RegExp(
    String.raw`(?<deep>\.\.)(?=[\w*[$-])|\.?\*|\.(?<call>[A-Za-z]+)\(\s*(?<argument>-?\d+)?\s*\)|\.(?<dotted>[^${noName}]+)(?!\()|(?<=\.\.|^)(?<bare>[^${noName}]+)|\[\s*\*\s*\]|\[\s*(?<places>-?\d+(?:\s*,\s*-?\d+)*)\s*\]|\[\s*(?<from>-?\d*):(?<to>-?\d*)\s*\]|\[\s*(?<quoted>'(?:[^'\\]|\\.)*'(?:\s*,\s*'(?:[^'\\]|\\.)*')*|"(?:[^"\\]|\\.)*")\s*\]`,
    'y',
  );
const STEP = stepPattern(NO_NAME);
const STEP_IN_FILTER = stepPattern(`${NO_NAME}=<>!&|`);
const FILTER_BEGINS = /\.?\[\s*\?\s*\(/y;
const FILTER_ENDS = /\s*\)\s*\]/y;

/** Throws Spin's failure for what is no path. */
export function jsonPathOf(text: string): JsonPath {
  const steps =
    text.trim() === '' ? null : wholePath(text.startsWith('$') || text.startsWith('@') ? text.slice(1) : `.${text}`);
  if (!steps) throw spinPathFailure('14', `Unable to compile '${text}'!`);
  return { text, read: (json) => readPath(json, steps) };
}

function wholePath(path: string): readonly Step[] | null {
  const read = stepsAt(path, 0, STEP);
  return read !== null && read.end === path.length && read.steps.at(-1)?.kind !== 'deep' ? read.steps : null;
}

interface ReadSteps {
  readonly steps: readonly Step[];
  readonly end: number;
}

/** As far as they go; null: a filter among them is none. */
function stepsAt(text: string, from: number, pattern: RegExp): ReadSteps | null {
  const steps: Step[] = [];
  let end = from;
  for (;;) {
    const isDeep = steps.at(-1)?.kind === 'deep';
    const filter = filterAt(text, end, isDeep);
    if (filter === null) return null;
    pattern.lastIndex = end;
    const match = filter === undefined ? pattern.exec(text) : null;
    if (match === null && filter === undefined) break;
    if (filter !== undefined) steps.push(filter.step);
    else if (match !== null) steps.push(stepOf(match));
    end = filter === undefined ? pattern.lastIndex : filter.end;
  }
  return {
    steps: steps.map((step, n) => (step.kind === 'names' ? { ...step, isLast: n === steps.length - 1 } : step)),
    end,
  };
}

/** undefined: there is none here; null: what begins like one is none. */
function filterAt(
  text: string,
  from: number,
  isDeep: boolean,
): { readonly step: Step; readonly end: number } | null | undefined {
  FILTER_BEGINS.lastIndex = from;
  if (!FILTER_BEGINS.test(text)) return undefined;
  const filter = new JsonPathFilter(text, FILTER_BEGINS.lastIndex, (at) => stepsAt(text, at, STEP_IN_FILTER));
  const holds = filter.condition();
  FILTER_ENDS.lastIndex = filter.end;
  if (holds === null || !FILTER_ENDS.test(text)) return null;
  return { step: { kind: 'filter', holds, isDeep }, end: FILTER_ENDS.lastIndex };
}

function stepOf({ 0: whole, groups = {} }: RegExpExecArray): Step {
  const { deep, call, argument, dotted, bare, places, from, to, quoted } = groups;
  if (deep !== undefined) return { kind: 'deep' };
  if (call !== undefined) return callOf(call, argument === undefined ? null : Number(argument));
  const name = dotted ?? bare;
  if (name !== undefined) return { kind: 'names', names: [name], isLast: false };
  if (places !== undefined) return { kind: 'places', places: places.split(',').map(Number) };
  if (from !== undefined && to !== undefined)
    return { kind: 'range', from: from === '' ? null : Number(from), to: to === '' ? null : Number(to) };
  if (quoted === undefined || whole === '*') return { kind: 'all' };
  const names = [...quoted.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)];
  return {
    kind: 'names',
    names: names.map(([, single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1')),
    isLast: false,
  };
}

function callOf(name: string, argument: number | null): Step {
  if (!isJsonFunction(name, argument)) throw invalidPath();
  return { kind: 'call', call: { name, argument } };
}
