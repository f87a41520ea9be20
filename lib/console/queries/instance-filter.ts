import { z } from 'zod';
import { type ParsedQuery, parseFilterQuery, type QueryLeaf } from '../filter/filter-query.ts';
import { type FilterTree, joined, leaf } from '../filter/filter-tree.ts';
import { instanceField, isInstanceField } from '../filter/instance-fields.ts';
import { splitList } from '../filter/written-value.ts';
import { FIELD_CONDITIONS } from './instance-conditions.ts';
import { executedTerm } from './executed-term.ts';
import { type IncidentParts, incidentFilter } from './incident-filter.ts';
import type { Condition } from './condition-readers.ts';
import { readTimeRange } from './parameters.ts';
import { writtenLeaf } from './query-leaf.ts';
import type { Parsed } from './text-condition.ts';
import { variableCondition } from './variable-condition.ts';

/** Each is a look into another table for each row that is left. */
const MAX_VARIABLES = 12;
const MAX_VALUE_LENGTH = 40_000;
const NUL = '\u0000';

/** One condition, as it was written. */
export interface Leaf {
  readonly field: string;
  readonly text: string;
  readonly condition: Condition;
  readonly isNegated: boolean;
}
export interface InstanceFilterValues {
  readonly tree: FilterTree<Leaf>;
}

/**
 * Filter of the instance list; `var.<name>` are variables, `q` the filter as text, `match=any` joins by or. Unknown
 * parameters of a link are left alone.
 */
export const instanceFilter = z
  .record(z.string(), z.unknown())
  .transform((parameters, context): InstanceFilterValues => {
    const complain = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    const written = Object.entries(parameters).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    );
    const chips = writtenChips(written, complain);
    if (
      parameters.match !== undefined &&
      parameters.match !== '' &&
      parameters.match !== 'all' &&
      parameters.match !== 'any'
    )
      complain('match', 'all or any.');
    const query =
      typeof parameters.q === 'string' && parameters.q.trim() !== ''
        ? queryTree(parseFilterQuery(parameters.q), complain)
        : null;
    const isAny = parameters.match === 'any' && chips.length > 0;
    const tree = joined('all', [
      isAny ? joined('any', chips) : joined('all', chips),
      ...(query === null ? [] : [query]),
    ]);
    if (leavesOf(tree).filter(({ field }) => field.startsWith('var.')).length > MAX_VARIABLES)
      complain('var', `At most ${MAX_VARIABLES} variables.`);
    return { tree };
  });

const INCIDENT_FIELDS = ['incident', 'incidentType', 'error', 'fingerprint'] as const;

/** Beside each other, what is said of incidents is said of one and the same; so with elements that were passed. */
function writtenChips(
  written: readonly (readonly [string, string])[],
  complain: (path: string, message: string) => void,
): FilterTree<Leaf>[] {
  const isAll = !written.some(([name, value]) => name === 'match' && value === 'any');
  const values = new Map(written);
  const trees: FilterTree<Leaf>[] = [];
  const add = (field: string, text: string, parsed: Parsed<Condition>) => {
    if ('problem' in parsed) complain(field, parsed.problem);
    else trees.push(leaf({ field, text, condition: parsed.value, isNegated: false }));
  };
  for (const [field, text] of written) {
    if (!isAll || !(INCIDENT_FIELDS as readonly string[]).includes(field)) {
      const parsed = readField(field, text);
      if (parsed !== null) add(field, text, parsed);
    }
  }
  if (!isAll) return trees;
  const incident: IncidentParts = Object.fromEntries(
    INCIDENT_FIELDS.flatMap((name) => {
      const value = values.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const [named] = Object.keys(incident);
  if (named !== undefined) add(incident.error === undefined ? named : 'error', '', checkedIncident(incident));
  return mergedExecuted(trees, values);
}

function checkedIncident(parts: IncidentParts): Parsed<Condition> {
  return Object.values(parts).some((value) => value.includes(NUL))
    ? { problem: 'A NUL character cannot be searched for.' }
    : incidentFilter(parts);
}

function mergedExecuted(trees: FilterTree<Leaf>[], values: ReadonlyMap<string, string>): FilterTree<Leaf>[] {
  const [ids, times] = [values.get('executed'), values.get('executedAt')];
  const range = times === undefined ? undefined : readTimeRange(times);
  if (ids === undefined || range === undefined || 'problem' in range) return trees;
  const others = trees.filter(
    (tree) => tree.kind !== 'leaf' || (tree.leaf.field !== 'executed' && tree.leaf.field !== 'executedAt'),
  );
  return [
    ...others,
    leaf({
      field: 'executed',
      text: ids,
      condition: () => executedTerm(splitList(ids), range.value),
      isNegated: false,
    }),
  ];
}

/** Null: no field of this filter. */
function readField(field: string, text: string): Parsed<Condition> | null {
  if (!field.startsWith('var.') && !isInstanceField(field)) return null;
  if (text.includes(NUL) || field.includes(NUL)) return { problem: 'A NUL character cannot be searched for.' };
  if (text.length > MAX_VALUE_LENGTH) return { problem: `At most ${MAX_VALUE_LENGTH} characters.` };
  if (isInstanceField(field))
    return instanceField(field).kind !== 'text' && splitList(text).length === 0
      ? { problem: 'The value is missing.' }
      : FIELD_CONDITIONS[field](text);
  const condition = variableCondition(field.slice('var.'.length), text);
  if ('problem' in condition) return condition;
  const { value } = condition;
  return { value: () => value };
}

function queryTree(parsed: ParsedQuery, complain: (path: string, message: string) => void): FilterTree<Leaf> | null {
  if ('problem' in parsed) {
    complain('q', parsed.problem);
    return null;
  }
  const read = (tree: FilterTree<QueryLeaf>): FilterTree<Leaf> | null => {
    if (tree.kind === 'not') {
      const of = read(tree.of);
      return of === null ? null : { kind: 'not', of };
    }
    if (tree.kind !== 'leaf') {
      const of = tree.of.map(read);
      return of.some((each) => each === null) ? null : { kind: tree.kind, of: of.filter((each) => each !== null) };
    }
    const written = writtenLeaf(tree.leaf);
    const condition =
      'problem' in written
        ? written
        : (readField(tree.leaf.field, written.value.text) ?? {
            problem: `${tree.leaf.field} is no field of this filter.`,
          });
    if ('problem' in condition || 'problem' in written) {
      complain('q', `Column ${tree.leaf.column}: ${'problem' in condition ? condition.problem : ''}`);
      return null;
    }
    return leaf({
      field: tree.leaf.field,
      text: written.value.text,
      condition: condition.value,
      isNegated: written.value.isNegated,
    });
  };
  return read(parsed.tree);
}

function leavesOf(tree: FilterTree<Leaf>): readonly Leaf[] {
  return tree.kind === 'leaf' ? [tree.leaf] : tree.kind === 'not' ? leavesOf(tree.of) : tree.of.flatMap(leavesOf);
}
