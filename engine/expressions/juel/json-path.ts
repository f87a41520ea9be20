import { isJsonObject, type Json } from './json-tree.ts';
import { JuelFailure } from './juel-value.ts';

/**
 * Paths as Jayway reads them, without filters and functions: names, places (also from behind), lists of both, ranges,
 * `*` and `..`. A path that may lead to several places gives a list, whatever it finds.
 */
export interface JsonPath {
  readonly text: string;
  /** Throws where the one place that the path leads to is not there. */
  read(json: Json): Json;
}

type Step =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'places'; readonly places: readonly number[] }
  | { readonly kind: 'range'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep' };

const STEP =
  /(\.\.)(?=[\w*[$-])|\.?\*|\.([^\s.[\]()*'"?@,:]+)|(?<=\.\.|^)([^\s.[\]()*'"?@,:]+)|\[\s*\*\s*\]|\[\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*\]|\[\s*(-?\d*):(-?\d*)\s*\]|\[\s*('(?:[^'\\]|\\.)*'(?:\s*,\s*'(?:[^'\\]|\\.)*')*|"(?:[^"\\]|\\.)*")\s*\]/y;

const spin = (code: string, sentence: string): JuelFailure =>
  new JuelFailure(`org.camunda.spin.json.SpinJsonPathException: SPIN/JACKSON-JSON-010${code} ${sentence}`);

export function jsonPathOf(text: string): JsonPath {
  const steps =
    text.trim() === '' ? null : stepsOf(text.startsWith('$') || text.startsWith('@') ? text.slice(1) : `.${text}`);
  if (!steps) throw spin('14', `Unable to compile '${text}'!`);
  const isOne = steps.every(isOnePlace);
  return { text, read: (json) => (isOne ? one(json, steps) : several(json, steps)) };
}

function stepsOf(path: string): readonly Step[] | null {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) return null;
    steps.push(stepOf(match));
  }
  return steps.at(-1)?.kind === 'deep' ? null : steps;
}

function stepOf([whole, deep, dotted, bare, places, from, to, quoted]: RegExpExecArray): Step {
  if (deep !== undefined) return { kind: 'deep' };
  const name = dotted ?? bare;
  if (name !== undefined) return { kind: 'names', names: [name] };
  if (places !== undefined) return { kind: 'places', places: places.split(',').map(Number) };
  if (from !== undefined && to !== undefined)
    return { kind: 'range', from: from === '' ? null : Number(from), to: to === '' ? null : Number(to) };
  if (quoted === undefined || whole === '*') return { kind: 'all' };
  const names = [...quoted.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)];
  return { kind: 'names', names: names.map(([, single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1')) };
}

const NOWHERE = (): JuelFailure =>
  spin('13', "Unable to evaluate JsonPath expression on element 'org.camunda.spin.impl.json.jackson.JacksonJsonNode'");

function one(json: Json, steps: readonly Step[]): Json {
  let at = json;
  for (const step of steps) {
    const [next] = follow(at, step);
    if (next === undefined) throw NOWHERE();
    at = next;
  }
  return at;
}

/** As long as one step leads to one place, that place has to be there. */
function several(json: Json, steps: readonly Step[]): Json {
  const open = steps.findIndex((step) => !isOnePlace(step));
  let found: readonly Json[] = [one(json, steps.slice(0, open))];
  if (steps[open]?.kind === 'places' || steps[open]?.kind === 'range') if (!Array.isArray(found[0])) throw NOWHERE();
  for (const step of steps.slice(open)) found = found.flatMap((item) => follow(item, step));
  return [...found];
}

const isOnePlace = (step: Step): boolean =>
  (step.kind === 'names' && step.names.length === 1) || (step.kind === 'places' && step.places.length === 1);

function follow(json: Json, step: Step): readonly Json[] {
  switch (step.kind) {
    case 'names':
      return isJsonObject(json)
        ? step.names.flatMap((name) => {
            const value = json.get(name);
            return value === undefined ? [] : [value];
          })
        : [];
    case 'places':
      return Array.isArray(json)
        ? step.places.flatMap((place) => {
            const value = json.at(place);
            return value === undefined ? [] : [value];
          })
        : [];
    case 'range':
      return Array.isArray(json) ? json.slice(step.from ?? 0, step.to ?? json.length) : [];
    case 'all':
      return partsOf(json);
    case 'deep':
      return allBelow(json);
  }
}

const partsOf = (json: Json): readonly Json[] =>
  Array.isArray(json) ? json : isJsonObject(json) ? [...json.values()] : [];

/** The value itself and all in it. */
function allBelow(json: Json): readonly Json[] {
  return [json, ...partsOf(json).flatMap(allBelow)];
}
