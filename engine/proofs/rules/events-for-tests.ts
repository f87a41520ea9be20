import { definitionForTests } from '../definition-for-tests.ts';
import type { Definition } from '../../core/decision.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { Job, Key } from '../../core/state.ts';
import { parseResource } from '../../deploy/parse-resource.ts';
import { ModelWriter, type Notation } from '../model-writer.ts';

/** A definition `d` of what is written; whatever is wrong with the model otherwise is no matter here. */
export function definitionOf(notation: Notation, write: (writer: ModelWriter) => void): Definition {
  const writer = new ModelWriter(notation);
  write(writer);
  const text = writer.text('p');
  const { graphs, problems } = parseResource('p.bpmn', Buffer.from(text));
  const [graph] = graphs;
  if (!graph) throw new Error(`${problems.map(({ message }) => message).join('; ')}\n${text}`);
  return definitionForTests('d', graph);
}

/** Instance `i` of definition `d`. */
export const instanceCreated: EngineEvent = {
  type: 'instanceCreated',
  at: 0,
  instance: {
    key: 'i',
    treeKey: 'i',
    definitionKey: 'd',
    parentElementInstanceKey: null,
    parentInstanceKey: null,
    businessKey: null,
    tenantId: null,
    isSuspended: false,
    startedAt: 0,
    startElementId: 'start',
    restartOf: null,
    caseInstanceId: null,
  },
};

/** Job `job`: a continuation before the element, or what an element instance waits for. */
export const jobCreated = (
  kind: Job['kind'],
  elementId: string,
  enteredBy: readonly string[],
  elementInstanceKey: Key | null = null,
): EngineEvent => ({
  type: 'jobCreated',
  at: 0,
  job: {
    key: 'job',
    kind,
    instanceKey: 'i',
    elementInstanceKey,
    elementId,
    scopeKey: 'i',
    position: kind === 'continuation' ? 'before' : null,
    enteredBy,
    index: null,
    type: null,
    priority: 0,
    retries: 3,
    dueAt: null,
    repeat: null,
    headers: {},
    errorMessage: null,
    isExclusive: true,
    isSuspended: false,
    createdAt: 0,
  },
});
