import { callOnJson, isJsonFunction, type JsonFunction, KeySetFailure } from './json-path-functions.ts';
import { isJsonObject, type Json } from './json-tree.ts';
import { JuelFailure } from './juel-value.ts';

/** Where a path leads from a place; a filter sees the root of all, too. */
export type Step =
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly isLast: boolean }
  | { readonly kind: 'places'; readonly places: readonly number[] }
  | { readonly kind: 'range'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'all' }
  /** The place itself and all below. */
  | { readonly kind: 'deep' }
  /** Items of a list, or the object itself; after `..` each place by itself. */
  | { readonly kind: 'filter'; readonly holds: (item: Json, root: Json) => boolean; readonly isDeep: boolean }
  | { readonly kind: 'call'; readonly call: JsonFunction; readonly isLast: boolean };

/** Places that a path may come by: `$..*..*` of a deep value comes by the cube of them. */
const MAX_PLACES = 50_000;

export const spinPathFailure = (code: string, sentence: string): JuelFailure =>
  new JuelFailure(`org.camunda.spin.json.SpinJsonPathException: SPIN/JACKSON-JSON-010${code} ${sentence}`);
export const nowhere = (): JuelFailure =>
  spinPathFailure(
    '13',
    "Unable to evaluate JsonPath expression on element 'org.camunda.spin.impl.json.jackson.JacksonJsonNode'",
  );
const invalidPath = (): JuelFailure =>
  spinPathFailure('17', "Invalid json path to 'org.camunda.spin.json.SpinJsonNode'");

const isOnePlace = (step: Step): boolean =>
  (step.kind === 'names' && (step.names.length === 1 || step.isLast)) ||
  (step.kind === 'places' && step.places.length === 1) ||
  step.kind === 'call';

/** Whether the path leads to one place at most; else it gives a list, whatever it finds. */
export const leadsToOne = (steps: readonly Step[]): boolean => steps.every(isOnePlace);

/** Throws where the one place that the path leads to, as far as it does, is not there. */
export function readPath(json: Json, steps: readonly Step[]): Json {
  if (leadsToOne(steps)) return present(oneOf(json, steps, json));
  const open = steps.findIndex((step) => !isOnePlace(step));
  const from = present(oneOf(json, steps.slice(0, open), json));
  const { kind } = steps[open] ?? {};
  if ((kind === 'places' || kind === 'range') && !Array.isArray(from)) throw nowhere();
  if (kind === 'filter' && !Array.isArray(from) && !isJsonObject(from)) throw invalidPath();
  const results = steps
    .slice(0, open)
    .flatMap((step, n) => (step.kind === 'call' ? [present(oneOf(json, steps.slice(0, n + 1), json))] : []));
  return [...results, ...severalOf(from, steps.slice(open), json)];
}

/** In a filter: undefined where the one place is not there. */
export const findPath = (json: Json, steps: readonly Step[]): Json | undefined =>
  leadsToOne(steps) ? oneOf(json, steps, json) : severalOf(json, steps, json);

function present(json: Json | undefined): Json {
  if (json === undefined) throw nowhere();
  return json;
}

function oneOf(json: Json, steps: readonly Step[], root: Json): Json | undefined {
  let at: Json | undefined = json;
  for (const step of steps) {
    [at] = follow(at, step, root);
    if (at === undefined) return undefined;
  }
  return at;
}

function severalOf(json: Json, steps: readonly Step[], root: Json): Json[] {
  let found: Json[] = [json];
  for (const [n, step] of steps.entries()) {
    const next: Json[] = [];
    // What a function gives counts, and what it leads to as well.
    if (step.kind === 'call' && n < steps.length - 1)
      return found.flatMap((item) => {
        const [result = null] = follow(item, step, root);
        return [result, ...severalOf(result, steps.slice(n + 1), root)];
      });
    for (const item of found)
      for (const place of follow(item, step, root)) {
        if (next.length === MAX_PLACES) throw new JuelFailure(`The path comes by more than ${MAX_PLACES} places`, null);
        next.push(place);
      }
    // Below `..` an object counts only when it has all the names.
    found =
      step.kind === 'names' && step.isLast && steps[n - 1]?.kind === 'deep' ? next.filter(hasAll(step.names)) : next;
  }
  return found;
}

const hasAll =
  (names: readonly string[]) =>
  (json: Json): boolean =>
    names.length === 1 || (isJsonObject(json) && json.size === names.length);

function follow(json: Json, step: Step, root: Json): readonly Json[] {
  switch (step.kind) {
    case 'names':
      return named(json, step);
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
    case 'filter':
      return (step.isDeep || !Array.isArray(json) ? [json] : json).filter(
        (item) => (step.isDeep || Array.isArray(json) || isJsonObject(item)) && holds(step, item, root),
      );
    case 'call':
      return [calledOn(step, json, root)];
  }
}

/** What has no sense within a condition lets the item go, whatever else is asked. */
function holds({ holds: condition }: Extract<Step, { kind: 'filter' }>, item: Json, root: Json): boolean {
  try {
    return condition(item, root);
  } catch (error) {
    if (error instanceof SenselessCondition) return false;
    throw error;
  }
}
export class SenselessCondition extends Error {}

function calledOn({ call, isLast }: Extract<Step, { kind: 'call' }>, json: Json, root: Json): Json {
  if (!isJsonFunction(call.name)) throw invalidPath();
  try {
    return callOnJson(call, json, root);
  } catch (error) {
    throw error instanceof KeySetFailure && !isLast ? nowhere() : error;
  }
}

/** Several names at the end of a path make an object of what is there. */
function named(json: Json, { names, isLast }: Extract<Step, { kind: 'names' }>): readonly Json[] {
  if (!isJsonObject(json)) return [];
  const entries = names.flatMap((name): [string, Json][] => {
    const value = json.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return names.length > 1 && isLast ? [new Map(entries)] : entries.map(([, value]) => value);
}

const partsOf = (json: Json): readonly Json[] =>
  Array.isArray(json) ? json : isJsonObject(json) ? [...json.values()] : [];

function allBelow(json: Json, found: Json[] = []): readonly Json[] {
  found.push(json);
  for (const part of partsOf(json)) allBelow(part, found);
  return found;
}
