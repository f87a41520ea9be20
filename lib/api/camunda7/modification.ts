import type { Definition, Executed, InstanceRow, Key, Rejection } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import type { Fields } from './fields.ts';
import { definitionId, definitionKeyOf, isKey } from './ids.ts';
import { RUNNING, selectedInstances } from './instance-selection.ts';
import {
  cannotBeModified,
  instructionRefused,
  readInstructions,
  type ReadInstruction,
} from './modification-instructions.ts';
import { invalidRequest, type RestError } from './rest-error.ts';
import { transitionExecutions } from './transition-execution.ts';

/** Modification of running instances: `POST /process-instance/{id}/modification` and `POST /modification/execute`. */
export function modificationRoutes(routes: RouteTable): void {
  routes.add('POST', '/process-instance/:id/modification', modifyOne);
  routes.add('POST', '/modification/execute', modifyMany);
}

/** What a request asks for, read and checked. */
export interface Modification {
  readonly instructions: readonly ReadInstruction[];
  readonly skipsListeners: boolean;
  readonly skipsMappings: boolean;
  readonly annotation: string | null;
}

export function readModification(body: Fields, of: 'one' | 'many'): Modification {
  return {
    instructions: readInstructions(body, of),
    skipsListeners: body.flag('skipCustomListeners'),
    skipsMappings: body.flag('skipIoMappings'),
    annotation: body.text('annotation'),
  };
}

const modifyCommand = (instanceKey: Key, { instructions, skipsListeners, skipsMappings }: Modification) =>
  ({
    type: 'modifyInstance',
    instanceKey,
    instructions: instructions.map(({ instruction }) => instruction),
    skipsListeners,
    skipsMappings,
    reason: null,
  }) as const;

async function modifyOne(call: Call): Promise<undefined> {
  const id = call.param('id');
  const modification = readModification(call.body(), 'one');
  if (modification.instructions.length === 0) return undefined;
  const instance = isKey(id) ? await call.engine.search.get('instance', id) : null;
  if (instance === null || instance.endedAt !== null) throw cannotBeModified(id);
  const resolved = await withContinuations(call, instance, modification);
  done(await execute(call, id, instance.definitionKey, resolved), resolved, definitionId(instance));
  return undefined;
}

/** A transition instance is named by its execution; the words of the instruction stay the client's. */
async function withContinuations(call: Call, instance: InstanceRow, modification: Modification): Promise<Modification> {
  if (!modification.instructions.some(({ instruction }) => instruction.kind === 'cancelContinuation'))
    return modification;
  const executions = await transitionExecutions(call.engine, instance);
  const jobs = new Map([...executions].map(([job, execution]) => [execution, job]));
  const instructions = modification.instructions.map(
    ({ instruction, words }): ReadInstruction => ({
      instruction:
        instruction.kind === 'cancelContinuation'
          ? { ...instruction, jobKey: jobs.get(instruction.jobKey) ?? instruction.jobKey }
          : instruction,
      words,
    }),
  );
  return { ...modification, instructions };
}

function execute(
  call: Call,
  instanceKey: Key,
  definitionKey: Key,
  modification: Modification,
  isOneOfMany = false,
): Promise<Executed | Rejection> {
  const audit = call.audit('instance.modify', 'destructive', {
    targetKind: 'instance',
    targetKey: instanceKey,
    instanceKey,
    definitionKey,
    note: modification.annotation,
    after: { instructions: modification.instructions.map(({ words }) => words) },
  });
  return call.engine.execute({ ...modifyCommand(instanceKey, modification), isOneOfMany }, { audit });
}

function done(outcome: Executed | Rejection, modification: Modification, processDefinitionId: string): void {
  if (outcome.kind === 'rejection') throw instructionRefused(outcome, modification.instructions, processDefinitionId);
}

/** All of them or none: nothing is done before every instance is known to take the instructions. */
async function modifyMany(call: Call): Promise<undefined> {
  const body = call.body();
  const { modification, definition, instanceIds } = await readMany(call, body);
  for (const id of instanceIds) if (!isKey(id)) throw cannotBeModified(id);
  const processDefinitionId = idOf(definition);
  for (const id of instanceIds) {
    const outcome = await call.engine.rehearse(modifyCommand(id, modification));
    if (outcome.kind === 'rejection')
      throw asInvalid(instructionRefused(withInstance(outcome, id), modification.instructions, processDefinitionId));
  }
  for (const id of instanceIds)
    done(await execute(call, id, definition.key, modification, true), modification, processDefinitionId);
  return undefined;
}

/** An id of nothing is told by that id. */
const withInstance = (rejection: Rejection, instanceKey: Key): Rejection => ({
  ...rejection,
  details: { instanceKey, ...rejection.details },
});

/**
 * What one instruction says is wrong is, for many instances, a request that cannot be done: the original's words,
 * another type.
 */
const asInvalid = (error: RestError): RestError => (error.status === 400 ? invalidRequest(error.message) : error);

const idOf = ({ graph, version, key }: Definition): string =>
  definitionId({ processId: graph.processId, definitionVersion: version, definitionKey: key });

/** A modification of many instances of one definition, checked as the original does. */
export async function readMany(
  call: Call,
  body: Fields,
): Promise<{ modification: Modification; definition: Definition; instanceIds: readonly string[] }> {
  const modification = readModification(body, 'many');
  const definitionIdText = body.text('processDefinitionId');
  if (definitionIdText === null) throw invalidRequest('processDefinitionId is null');
  if (modification.instructions.length === 0)
    throw invalidRequest('Modification instructions cannot be empty is empty');
  const instanceIds = await selectedInstances(call, body, RUNNING);
  if (instanceIds.length === 0)
    throw invalidRequest('Process instance ids cannot be empty: Process instance ids is empty');
  const key = definitionKeyOf(definitionIdText);
  const definition = key === null ? null : await call.engine.definition({ key });
  if (definition === null)
    throw invalidRequest(
      `no deployed process definition found with id '${definitionIdText}': processDefinition is null`,
    );
  return { modification, definition, instanceIds };
}
