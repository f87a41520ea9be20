import { endOfParameters, readParameters } from './json-path-parameters.ts';
import type { JsonParameter } from './json-path-functions.ts';
import { JsonPathFilter } from './json-path-filter.ts';
import { leadsToOne, nowhere, readPath, spinPathFailure, type Step } from './json-path-walk.ts';
import type { Json } from './json-tree.ts';
import { JuelFailure } from './juel-value.ts';

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
    String.raw`(?<deep>\.\.)(?=[\w*[$-])|\.?\*|(?:\.|(?<=\.\.))(?<call>[^${noName}]+)\(|\.(?<dotted>[^${noName}]+)(?!\()|(?<=\.\.|^)(?<bare>[^${noName}]+)|\[\s*\*\s*\]|\[\s*(?<places>-?\d+(?:\s*,\s*-?\d+)*)\s*\]|\[\s*(?<from>-?\d*):(?<to>-?\d*)\s*\]|\[\s*(?<quoted>'(?:[^'\\]|\\.)*'(?:\s*,\s*'(?:[^'\\]|\\.)*')*|"(?:[^"\\]|\\.)*")\s*\]`,
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
  return read !== null && read.end === path.length && read.steps.at(-1)?.kind !== 'deep'
    ? ofAllBelow(read.steps)
    : null;
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
    const call = match?.groups?.call;
    end = filter === undefined ? pattern.lastIndex : filter.end;
    if (filter !== undefined) steps.push(filter.step);
    else if (call !== undefined) {
      const close = endOfParameters(text, end);
      const parameters = close === null ? null : readParameters(text.slice(end, close), parameterPath);
      if (close === null || parameters === null) return null;
      steps.push({ kind: 'call', call: { name: call, parameters }, isLast: false });
      // Without parameters its last parenthesis becomes the name of what follows.
      if (close === end && /[.[]/.test(text[close + 1] ?? ''))
        steps.push({ kind: 'names', names: [')'], isLast: false });
      end = close + 1;
    } else if (match !== null) steps.push(stepOf(match));
  }
  return {
    steps: steps.map((step, n) =>
      step.kind === 'names' || step.kind === 'call' ? { ...step, isLast: n === steps.length - 1 } : step,
    ),
    end,
  };
}

function parameterPath(path: string): JsonParameter | null {
  const steps = wholePath(path.slice(1));
  return (
    steps && {
      kind: 'path',
      read: (root) => readPath(root, steps),
      readParts: (root) => partsOf(root, steps),
    }
  );
}

/** The parts of all that a path finds; of one place only its last part, as the original takes it for one place still. */
function partsOf(root: Json, steps: readonly Step[]): Json {
  if (steps.at(-1)?.kind === 'call') return readPath(root, steps);
  const parts = readPath(root, [...steps, { kind: 'all' }]);
  if (!leadsToOne(steps)) return parts;
  const last = Array.isArray(parts) ? parts.at(-1) : undefined;
  if (last === undefined) throw nowhere();
  return last;
}

/** A function at the end of a path that begins with `..` is asked of all that the path finds. */
function ofAllBelow(steps: readonly Step[]): readonly Step[] {
  const at = steps.findIndex(({ kind }) => kind === 'call');
  const call = steps[at];
  if (steps[0]?.kind !== 'deep' || call?.kind !== 'call' || steps.at(-1)?.kind !== 'call') return steps;
  if (at === 1) throw new JuelFailure('java.lang.IllegalStateException: Current path token is a leaf');
  const found = steps.slice(0, at);
  const parameter: JsonParameter = {
    kind: 'path',
    read: (root) => readPath(root, found),
    readParts: (root) => partsOf(root, found),
  };
  return [{ ...call, call: { ...call.call, parameters: [parameter] } }, ...steps.slice(at + 1)];
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
  const { deep, dotted, bare, places, from, to, quoted } = groups;
  if (deep !== undefined) return { kind: 'deep' };
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
