import { DoorError } from '../client.ts';
import type { QueryName, QueryParams, QueryView } from '../contract.ts';
import { eventsOf } from '../story-moments.ts';
import type { Page } from '../views/shared.ts';
import type { VariableRow, VariableValueView } from '../views/variable-view.ts';
import type { BundledInstance, InstanceBundle } from './instance-bundle.ts';
import { variablesAt } from './variables-at.ts';

const MAY_NOT_BE_HERE = 404;

type Answers = { readonly [N in QueryName]?: (params: QueryParams<N>) => QueryView<N> | undefined };

/** Answers the queries of an instance's pages out of a bundle, as the server would have at the time of the export. */
export function bundleAnswers(
  bundle: InstanceBundle,
): <N extends QueryName>(name: N, params: QueryParams<N>) => Promise<QueryView<N>> {
  const instances = new Map(bundle.instances.map((each) => [each.instance.key, each]));
  const all = <Row extends { readonly key: string }>(rows: (each: BundledInstance) => readonly Row[]) =>
    new Map(bundle.instances.flatMap((each) => rows(each).map((row) => [row.key, row] as const)));
  const incidents = all((each) => each.incidents);
  const values = all((each) => each.values);
  const histories = all((each) => each.histories);
  const variables = all((each) => each.variables);
  const models = new Map(bundle.definitions.map((each) => [each.key, each]));
  const of = (key: string | undefined) => (key === undefined ? undefined : instances.get(key));
  const answers: Answers = {
    instance: ({ key }) => of(key)?.instance,
    'instance-story': ({ key }) => withRows(of(key)?.story?.moments, (moments) => page(eventsOf(moments))),
    'instance-variables': ({ instance, at }) => {
      const found = of(instance);
      return found === undefined
        ? undefined
        : page(at === undefined ? found.variables : variablesAt(found, Number(at)));
    },
    'variable-value': ({ key }) => values.get(key) ?? valueOfRow(variables.get(key)),
    'variable-history': ({ key }) => {
      const row = variables.get(key);
      const known = histories.get(key);
      if (known !== undefined) return { name: known.name, values: known.values, removedAt: known.removedAt };
      if (row === undefined) return undefined;
      return {
        name: row.name,
        removedAt: row.removedAt,
        values: [
          {
            key: row.key,
            revision: row.revision,
            type: row.type,
            text: row.text,
            isCut: row.isCut,
            writtenBy: row.writtenBy,
            author: row.author,
            writtenAt: row.updatedAt,
          },
        ],
      };
    },
    'instance-decisions': ({ instance }) => withRows(of(instance)?.decisions, (rows) => ({ rows, isCut: false })),
    jobs: ({ instance }) => withRows(of(instance)?.jobs, (rows) => ({ ...page(rows), searchedTo: null })),
    incidents: ({ instance, state }) =>
      withRows(of(instance)?.incidents, (rows) =>
        page(state === 'all' ? rows : rows.filter((row) => row.isOpen === (state !== 'resolved'))),
      ),
    incident: ({ key }) => incidents.get(key),
    audit: ({ instance }) => withRows(of(instance)?.operations, (rows) => ({ ...page(rows), searchedTo: null })),
    'definition-xml': ({ key }) => models.get(key),
  };
  return async <N extends QueryName>(name: N, params: QueryParams<N>) => {
    const answer = answers[name]?.(params);
    if (answer === undefined)
      throw new DoorError(MAY_NOT_BE_HERE, { code: 'notFound', message: 'This is not in the file.', reference: '' });
    return answer;
  };
}

/** A value that was short enough for the list. */
function valueOfRow(row: VariableRow | undefined): VariableValueView | undefined {
  return row === undefined || row.isCut
    ? undefined
    : { key: row.key, name: row.name, type: row.type, text: row.text, info: row.info, revision: row.revision };
}
function withRows<Row, View>(rows: readonly Row[] | undefined, view: (rows: readonly Row[]) => View): View | undefined {
  return rows === undefined ? undefined : view(rows);
}
function page<Row>(rows: readonly Row[]): Page<Row> {
  return { rows, next: null };
}
