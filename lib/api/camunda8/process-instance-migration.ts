import type { FastifyInstance } from 'fastify';
import type { Definition, Element, Key, MigrationInstruction, Rejection } from '@/engine/index.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { elementTypeOf } from './element-type.ts';
import { sendNothing } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { commandProblem, type Problem, rejected } from './problem.ts';
import { requiredBody, type RequestBody } from './request-body.ts';
import { operationReferenceFault, refuseFaults } from './request-checks.ts';

interface Mapping {
  readonly sourceId: string;
  readonly targetId: string;
}

/** `POST /process-instances/{key}/migration`: an instance goes on in another definition. */
export function processInstanceMigrationRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/process-instances/:processInstanceKey/migration', async (request, reply) => {
    const instanceKey = pathKey(request, 'processInstanceKey');
    const body = requiredBody(request);
    const targetKey = body.key('targetProcessDefinitionKey');
    const instructions = body.objects('mappingInstructions');
    const mappings = instructions.map(readMapping);
    refuseFaults([
      targetKey === null && 'No targetProcessDefinitionKey provided.',
      mappings.length === 0 && 'No mappingInstructions provided.',
      ...mappings.map(mappingFault),
      operationReferenceFault(body),
    ]);
    const row = await engine.search.get('instance', instanceKey);
    const source = row === null || row.endedAt !== null ? null : await engine.definition({ key: row.definitionKey });
    if (source === null)
      throw notFound(`Expected to migrate process instance but no process instance found with key '${instanceKey}'`);
    const target = await engine.definition({ key: targetKey ?? '' });
    if (target === null)
      throw notFound(
        `Expected to migrate process instance to process definition but no process definition found with key '${targetKey}'`,
      );
    refuseMappings(instanceKey, source, target, mappings);
    const plan = {
      sourceDefinitionKey: source.key,
      targetDefinitionKey: target.key,
      instructions: mappings.flatMap((mapping) => instructionsOf(mapping, source)),
      variables: {},
    };
    const executed = await engine.execute(
      { type: 'migrateInstance', instanceKey, plan },
      {
        audit: auditOf(request, {
          operation: 'instance.migrate',
          risk: 'high',
          targetKind: 'instance',
          targetKey: instanceKey,
          instanceKey,
        }),
      },
    );
    if (executed.kind === 'rejection') throw refusal(executed, instanceKey, source, target);
    return sendNothing(reply);
  });
}

const readMapping = (body: RequestBody): Mapping => ({
  sourceId: body.text('sourceElementId') ?? '',
  targetId: body.text('targetElementId') ?? '',
});
const mappingFault = ({ sourceId, targetId }: Mapping): string | false =>
  (sourceId === '' || targetId === '') && 'All [sourceElementId, targetElementId] are required.';

const isMultiInstance = (element: Element | undefined): boolean =>
  element !== undefined && 'multiInstance' in element && element.multiInstance !== undefined;

/** A multi-instance activity is mapped with its body. */
function instructionsOf({ sourceId, targetId }: Mapping, source: Definition): readonly MigrationInstruction[] {
  const at = (isBody: boolean): MigrationInstruction => ({
    source: { elementId: sourceId, isBody },
    target: { elementId: targetId, isBody },
    updatesTrigger: false,
  });
  return isMultiInstance(source.graph.elements.get(sourceId)) ? [at(true), at(false)] : [at(false)];
}

/** To Camunda 8 flows and the process are elements like others; mapped, they mean nothing. */
const isThere = ({ graph }: Definition, id: string): boolean =>
  graph.elements.has(id) || graph.flows.has(id) || graph.processId === id;

const notFound = (sentence: string): Problem => commandProblem('MIGRATE', 404, 'NOT_FOUND', sentence);

function refuseMappings(instanceKey: Key, source: Definition, target: Definition, mappings: readonly Mapping[]): void {
  const fault = (sentence: string): Problem =>
    commandProblem(
      'MIGRATE',
      400,
      'INVALID_ARGUMENT',
      `Expected to migrate process instance '${instanceKey}' but ${sentence}`,
    );
  const ids = mappings.map(({ sourceId }) => sourceId);
  const twice = [...new Set(ids.filter((id, n) => ids.indexOf(id) !== n))];
  if (twice.length > 0)
    throw fault(`the mapping instructions contain duplicate source element ids '[${twice.join(', ')}]'.`);
  for (const { sourceId, targetId } of mappings) {
    if (!isThere(source, sourceId))
      throw fault(
        `mapping instructions contain a non-existing source element id '${sourceId}'. Elements provided in mapping instructions must exist in the source process definition.`,
      );
    if (!isThere(target, targetId))
      throw fault(
        `mapping instructions contain a non-existing target element id '${targetId}'. Elements provided in mapping instructions must exist in the target process definition.`,
      );
  }
}

const withEventSubProcesses = ({ elementId, types }: Rejection['details']): string =>
  `process with id '${elementId}' has one or more event subprocesses with start events of types '${String(types).toUpperCase()}'. Migrating event subprocesses with start events of these types is not possible yet.`;
const withBoundaryEvents = ({ elementId, types }: Rejection['details'], which: 'active' | 'target'): string =>
  `element with id '${elementId}' has one or more boundary events of types '${String(types).toUpperCase()}'. Migrating ${which} elements with boundary events of these types is not possible yet.`;

function refusal(rejection: Rejection, instanceKey: Key, source: Definition, target: Definition): Problem {
  const { details } = rejection;
  const say = (sentence: string): Problem =>
    commandProblem(
      'MIGRATE',
      409,
      'INVALID_STATE',
      `Expected to migrate process instance '${instanceKey}' but ${sentence}`,
    );
  const typeOf = ({ graph }: Definition, id: unknown): string => {
    const element = graph.elements.get(String(id));
    if (element === undefined) return graph.processId === id ? 'PROCESS' : 'SEQUENCE_FLOW';
    return isMultiInstance(element) && details.part !== 'inner' ? 'MULTI_INSTANCE_BODY' : elementTypeOf(element);
  };
  const { elementId, targetId, eventId, targetEventId } = details;
  switch (details.reason) {
    case 'notMapped':
      return say(
        `no mapping instruction defined for active element with id '${elementId}'. Elements cannot be migrated without a mapping.`,
      );
    case 'otherType':
      return say(
        `active element with id '${elementId}' and type '${typeOf(source, elementId)}' is mapped to an element with id '${targetId}' and different type '${typeOf(target, targetId)}'. Elements must be mapped to elements of the same type.`,
      );
    case 'otherImplementation':
      return say(
        `active user task with id '${elementId}' and implementation '${details.implementation}' is mapped to an user task with id '${targetId}' and different implementation '${details.targetImplementation}'. Elements must be mapped to elements of the same implementation.`,
      );
    case 'otherElement':
      return say(
        `active element with id '${elementId}' has an unsupported type. The migration of a ${typeOf(source, elementId)} is not supported.`,
      );
    case 'linkEvent':
      return say(
        `active element with id '${elementId}' is intermediate catch event of type 'LINK'. Migrating active intermediate catch event of this type is not possible yet.`,
      );
    case 'eventSubProcesses':
      return say(`active ${withEventSubProcesses(details)}`);
    case 'targetEventSubProcesses':
      return say(`target ${withEventSubProcesses(details)}`);
    case 'boundaryEvents':
      return say(`active ${withBoundaryEvents(details, 'active')}`);
    case 'targetBoundaryEvents':
      return say(`target ${withBoundaryEvents(details, 'target')}`);
    case 'tokenAtJoin':
      return say('a concurrent command was executed on the process instance. Please retry the migration.');
    case 'otherLoop':
      return say(
        `active element with id '${elementId}' has a different loop characteristics than the target element with id '${targetId}'. Both elements must have either sequential or parallel loop characteristics.`,
      );
    case 'otherEvent':
      return say(
        `active element with id '${elementId}' has a catch event with id '${eventId}' that is mapped to a catch event with id '${targetEventId}'. These catch events have different event types: '${String(details.event).toUpperCase()}' and '${String(details.targetEvent).toUpperCase()}'. The event type of a catch event cannot be changed by process instance migration. Please ensure the event type of the catch event remains the same or remove the mapping instruction for these catch events.`,
      );
    case 'detached':
      return say(
        `active element with id '${elementId}' is mapped to an element with id '${targetId}' and has a catch event with id '${eventId}' that is mapped to a catch event with id '${targetEventId}'. These mappings detach the catch event from the element in the target process. Catch events must stay attached to the same element instance.`,
      );
    case 'merged':
      return say(
        `active element with id '${elementId}' has a catch event attached that is mapped to a catch event with id '${targetEventId}'. There are multiple mapping instructions that target this catch event: ${String(
          details.eventIds,
        )
          .split(',')
          .map((id) => `'${id}'`)
          .join(
            ', ',
          )}. Catch events cannot be merged by process instance migration. Please ensure the mapping instructions target a catch event only once.`,
      );
    case 'cannotWait':
      return say(
        `active element with id '${elementId}' is mapped to element with id '${targetId}' that must be subscribed to a catch event. ${details.text}`,
      );
    case 'awaitsTwice':
      return say(
        `active element with id '${targetId}' attempts to subscribe to a message it is already subscribed to with name '${details.text}'. Migrating active elements that subscribe to a message they are already subscribed to is not possible yet. Please provide a mapping instruction to message catch event with id '${eventId}' to migrate the respective message subscription.`,
      );
    case 'otherScope':
      return say(
        `the flow scope of active element with id '${elementId}' is changed. The flow scope of the active element is expected to be '${details.scopeId}' but was '${details.targetScopeId}'. The flow scope of an element cannot be changed during migration yet.`,
      );
    default:
      return rejection.code === 'notFound'
        ? notFound(`Expected to migrate process instance but no process instance found with key '${instanceKey}'`)
        : rejected('MIGRATE', rejection);
  }
}
