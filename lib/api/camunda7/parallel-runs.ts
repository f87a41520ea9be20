import {
  type Condition,
  type Definition,
  type Element,
  type ElementInstanceRow,
  type Engine,
  isOwnScope as hasOwnScope,
  type JobRow,
  type Key,
  type MultiInstance,
  type VariableRow,
} from '@/engine/index.ts';
import { activityInstanceId } from './ids.ts';

/**
 * Runs of a parallel multi-instance activity. Camunda 7 keeps a finished run standing as an execution that does nothing
 * until the body ends: it shows as a transition instance, with the number and item of the run. History counts those
 * variables to the body; while the run is active so does the list of variables, where the run waits in an execution of
 * its own.
 */

export interface VariableScope {
  readonly element: ElementInstanceRow;
  readonly definition: Definition | null;
}

function modelOf({ element, definition }: VariableScope): Element | undefined {
  return definition?.graph.semantics.dialect === 'camunda7'
    ? definition.graph.elements.get(element.elementId)
    : undefined;
}

function isOwnScope(scope: VariableScope): boolean {
  const model = modelOf(scope);
  return model !== undefined && hasOwnScope(model);
}

export function multiInstanceOf(scope: VariableScope): MultiInstance | undefined {
  const model = modelOf(scope);
  return model !== undefined && 'multiInstance' in model ? model.multiInstance : undefined;
}

const isLoopVariable = ({ name }: VariableRow, loop: MultiInstance): boolean =>
  name === 'loopCounter' || name === loop.elementVariable;

/** The activity instance that a variable is counted to; null: that of a run which has finished. */
export function activityInstanceOf(row: VariableRow, scope: VariableScope, isHistory: boolean): string | null {
  const { element } = scope;
  const loop = element.index === null ? undefined : multiInstanceOf(scope);
  const isShared = element.endedAt !== null && !isHistory && loop?.isSequential === false && !isOwnScope(scope);
  if (isShared) return null;
  if (!loop || !isLoopVariable(row, loop)) return activityInstanceId(element);
  const waitsInOwn = element.endedAt === null && element.kind !== 'subProcess' && isOwnScope(scope);
  if (isHistory || waitsInOwn)
    return activityInstanceId({ elementId: element.elementId, kind: 'multiInstanceBody', key: element.scopeKey });
  return element.endedAt === null ? activityInstanceId(element) : null;
}

/**
 * Whether a variable of a finished run still stands: all of them where the run shares the execution of its number and
 * item.
 */
export const stands = (row: VariableRow, scope: VariableScope): boolean => {
  const loop = multiInstanceOf(scope);
  return row.endedAt === null || (loop !== undefined && (!isOwnScope(scope) || isLoopVariable(row, loop)));
};

/** Bodies of the runs that jobs hold up before they begin, by those jobs, which have the number and item of the run. */
export async function heldRuns({ search }: Engine, jobKeys: readonly Key[]): Promise<ReadonlyMap<Key, string>> {
  if (jobKeys.length === 0) return new Map();
  const jobs = await search.find('job', {
    where: [
      { field: 'key', op: 'in', value: jobKeys },
      { field: 'position', op: '=', value: 'innerBefore' },
    ],
    limit: jobKeys.length,
  });
  return new Map(
    jobs.flatMap(({ key, elementId, scopeKey }) =>
      scopeKey === null
        ? []
        : [[key, activityInstanceId({ elementId, kind: 'multiInstanceBody', key: scopeKey })] as const],
    ),
  );
}

/** Finished runs of the parallel bodies among the elements, which are all that is alive of an instance. */
export async function finishedRuns(
  { search }: Engine,
  definition: Definition | null,
  elements: readonly ElementInstanceRow[],
  continuations: readonly JobRow[],
): Promise<readonly ElementInstanceRow[]> {
  const bodies = elements
    .filter(
      (element) =>
        element.kind === 'multiInstanceBody' &&
        element.phase !== 'compensating' &&
        multiInstanceOf({ element, definition })?.isSequential === false,
    )
    .map(({ key }) => key);
  if (bodies.length === 0) return [];
  const where: readonly Condition<'elementInstance'>[] = [
    { field: 'scopeKey', op: 'in', value: bodies },
    { field: 'instanceKey', op: '=', value: elements[0]?.instanceKey ?? '' },
    { field: 'outcome', op: '=', value: 'completed' },
  ];
  const runs = await search.find('elementInstance', { where, sort: [{ field: 'key', order: 'asc' }] });
  return bodies.flatMap((body) => {
    const own = runs.filter(({ scopeKey }) => scopeKey === body);
    // Those with a job behind them are shown as that job.
    const withJob = continuations.filter(
      ({ scopeKey, position }) => scopeKey === body && position === 'innerAfter',
    ).length;
    return own.slice(0, own.length - withJob);
  });
}
