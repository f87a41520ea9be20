import type { FastifyInstance } from 'fastify';
import type {
  CancelInstruction,
  Definition,
  Element,
  Engine,
  Key,
  ProcessGraph,
  Rejection,
  StartInstruction,
  VariableValue,
} from '@/engine/index.ts';
import { inHashOrder } from '@/engine/index.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { elementTypeOf } from './element-type.ts';
import { sendNothing } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { commandProblem, type Problem, rejected } from './problem.ts';
import { requiredBody, type RequestBody } from './request-body.ts';
import { operationReferenceFault, refuseFaults } from './request-checks.ts';

/** Camunda 8's number for "no ancestor given". */
const NO_ANCESTOR = '-1';
const SUPPORTED =
  '[PROCESS, SUB_PROCESS, EVENT_SUB_PROCESS, INTERMEDIATE_CATCH_EVENT, INTERMEDIATE_THROW_EVENT, END_EVENT, SERVICE_TASK, RECEIVE_TASK, USER_TASK, MANUAL_TASK, TASK, EXCLUSIVE_GATEWAY, PARALLEL_GATEWAY, EVENT_BASED_GATEWAY, INCLUSIVE_GATEWAY, MULTI_INSTANCE_BODY, CALL_ACTIVITY, BUSINESS_RULE_TASK, SCRIPT_TASK, SEND_TASK]';

type Termination = Extract<CancelInstruction, { kind: 'cancelElement' }>;
type Variables = Readonly<Record<string, VariableValue>>;
interface Activation {
  readonly elementId: string;
  readonly ancestorKey: Key | null;
  readonly variables: readonly { readonly scopeId: string; readonly values: Variables }[];
}

/** `POST /process-instances/{key}/modification`: activates elements and terminates element instances. */
export function processInstanceModificationRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/process-instances/:processInstanceKey/modification', async (request, reply) => {
    const instanceKey = pathKey(request, 'processInstanceKey');
    const body = requiredBody(request);
    const [activating, terminating] = [body.objects('activateInstructions'), body.objects('terminateInstructions')];
    const terminations = terminating.map(readTermination);
    refuseFaults([
      ...activating.flatMap(activationFaults),
      ...terminating.map(
        (instruction) => instruction.key('elementInstanceKey') === null && 'No elementInstanceKey provided.',
      ),
      operationReferenceFault(body),
    ]);
    const activations = activating.map(readActivation);
    const row = await engine.search.get('instance', instanceKey);
    const definition =
      row === null || row.endedAt !== null ? null : await engine.definition({ key: row.definitionKey });
    if (definition === null) throw unknownInstance(instanceKey);
    refuseUnsupported(definition, activations);
    const named = terminations.map(({ elementInstanceKey }) => elementInstanceKey);
    await refuseUnknownElements(engine, { instanceKey, graph: definition.graph, keys: named });
    refuseVariables(definition.graph, activations);
    const instructions = [
      ...activations.map((activation) => startInstruction(definition.graph, activation)),
      ...terminations,
    ];
    const executed = await engine.execute(
      { type: 'modifyInstance', instanceKey, instructions, reason: null },
      {
        audit: auditOf(request, {
          operation: 'instance.modify',
          risk: 'high',
          targetKind: 'instance',
          targetKey: instanceKey,
          instanceKey,
        }),
      },
    );
    if (executed.kind === 'rejection') {
      const ancestors = activations.flatMap(({ ancestorKey }) => ancestorKey ?? []);
      const strangers = await strangersAmong(engine, instanceKey, ancestors);
      throw refusal(executed, definition, instanceKey, activations, strangers);
    }
    return sendNothing(reply);
  });
}

function readActivation(body: RequestBody): Activation {
  const { elementId, ancestorKey } = readTarget(body);
  const variables = body
    .objects('variableInstructions')
    .map((instruction) => ({ scopeId: instruction.text('scopeId') ?? '', values: instruction.variables('variables') }));
  return { elementId: elementId ?? '', ancestorKey, variables };
}

function readTarget(body: RequestBody): { readonly elementId: string | null; readonly ancestorKey: Key | null } {
  const hasNoAncestor = body.text('ancestorElementInstanceKey') === NO_ANCESTOR;
  return {
    elementId: body.text('elementId'),
    ancestorKey: hasNoAncestor ? null : body.key('ancestorElementInstanceKey'),
  };
}

/** What is missing is told before the values of the variables are looked at. */
function activationFaults(body: RequestBody): readonly (string | false)[] {
  const { elementId } = readTarget(body);
  const hasNone = body
    .objects('variableInstructions')
    .some((instruction) => (instruction.object('variables')?.fields.size ?? 0) === 0);
  return [elementId === null && 'No elementId provided.', hasNone && 'No variables provided.'];
}

function readTermination(body: RequestBody): Termination {
  return { kind: 'cancelElement', elementInstanceKey: body.key('elementInstanceKey') ?? '' };
}

/** Those of the keys that name nothing alive in the instance, nor itself, each once. */
async function unknownAmong(engine: Engine, instanceKey: Key, keys: readonly Key[]): Promise<readonly Key[]> {
  if (keys.length === 0) return [];
  const alive = await engine.search.find('elementInstance', {
    where: [
      { field: 'key', op: 'in', value: keys },
      { field: 'instanceKey', op: '=', value: instanceKey },
      { field: 'endedAt', op: 'isNull' },
    ],
    limit: keys.length,
  });
  const known = new Set([instanceKey, ...alive.map(({ key }) => key)]);
  return [...new Set(keys)].filter((key) => !known.has(key));
}

/** Ancestors that are nowhere in the instance: alive in others, or gone. */
interface Strangers {
  readonly foreign: readonly Key[];
  readonly gone: readonly Key[];
}

async function strangersAmong(engine: Engine, instanceKey: Key, keys: readonly Key[]): Promise<Strangers> {
  const unknown = await unknownAmong(engine, instanceKey, keys);
  if (unknown.length === 0) return { foreign: [], gone: [] };
  const where = [
    { field: 'key', op: 'in', value: unknown },
    { field: 'endedAt', op: 'isNull' },
  ] as const;
  const limit = unknown.length;
  const [elements, instances] = await Promise.all([
    engine.search.find('elementInstance', {
      where: [...where, { field: 'phase', op: '!=', value: 'activating' }],
      limit,
    }),
    engine.search.find('instance', { where, limit }),
  ]);
  const alive = new Set([...elements, ...instances].map(({ key }) => key));
  return { foreign: unknown.filter((key) => alive.has(key)), gone: unknown.filter((key) => !alive.has(key)) };
}

/** Camunda 8 looks at all that is to end before it looks at variables and ancestors. */
async function refuseUnknownElements(
  engine: Engine,
  { instanceKey, graph, keys }: { instanceKey: Key; graph: ProcessGraph; keys: readonly Key[] },
): Promise<void> {
  const unknown = await unknownAmong(engine, instanceKey, keys);
  if (unknown.length > 0)
    throw modifyFault(
      graph,
      `terminate instructions with an element instance that could not be found: ${list(unknown)}`,
    );
}

/** Variables without a scope are the instance's, as those are that name the process. */
function startInstruction(graph: ProcessGraph, { elementId, ancestorKey, variables }: Activation): StartInstruction {
  const of = (isWanted: (scopeId: string) => boolean): Variables =>
    Object.assign({}, ...variables.filter(({ scopeId }) => isWanted(scopeId)).map(({ values }) => values));
  const isProcess = (scopeId: string): boolean => scopeId === '' || scopeId === graph.processId;
  const scopeVariables = Object.fromEntries(
    variables.filter(({ scopeId }) => !isProcess(scopeId)).map(({ scopeId }) => [scopeId, of((id) => id === scopeId)]),
  );
  return {
    kind: 'startBefore',
    at: { elementId, isBody: isMultiInstance(graph.elements.get(elementId)) },
    ancestorKey,
    variables: of(isProcess),
    localVariables: {},
    scopeVariables,
  };
}

/** An element to begin at, in the scopes that have to be made around it. */
export const beginningAt = (graph: ProcessGraph, elementId: string): StartInstruction =>
  startInstruction(graph, { elementId, ancestorKey: null, variables: [] });

const isMultiInstance = (element: Element | undefined): boolean =>
  element !== undefined && 'multiInstance' in element && element.multiInstance !== undefined;

const modifyFault = ({ processId }: ProcessGraph, sentence: string): Problem =>
  commandProblem(
    'MODIFY',
    400,
    'INVALID_ARGUMENT',
    `Expected to modify instance of process '${processId}' but it contains one or more ${sentence}`,
  );
const list = (ids: Iterable<string>): string => [...ids].map((id) => `'${id}'`).join(', ');
/** Camunda 8 gathers some faults in a set of Java, and tells them in its order. */
const listOfSet = (ids: Iterable<string>): string =>
  list(inHashOrder([...new Set(ids)].map((id) => [id, null] as const)).map(([id]) => id));

/** What can be said from the model alone: everything of one fault together. */
function refuseUnsupported({ graph }: Definition, activations: readonly Activation[]): void {
  const fault = (sentence: string): Problem => modifyFault(graph, sentence);
  const ids = activations.map(({ elementId }) => elementId);
  const unknown = ids.filter((id) => !graph.elements.has(id) && !graph.flows.has(id));
  if (unknown.length > 0)
    throw fault(`activate instructions with an element that could not be found: ${listOfSet(unknown)}`);
  const behindGateway = new Set(ids.filter((id) => isBehindEventGateway(graph, id)));
  if (behindGateway.size > 0)
    throw fault(
      `activate instructions for elements that are unsupported: ${list(behindGateway)}. The activation of events belonging to an event-based gateway is not supported.`,
    );
  const unsupported = new Map<string, string>();
  for (const id of ids) {
    const type = graph.flows.has(id) ? 'SEQUENCE_FLOW' : typeOf(graph.elements.get(id));
    if (type === 'SEQUENCE_FLOW' || type === 'START_EVENT' || type === 'BOUNDARY_EVENT') unsupported.set(id, type);
  }
  if (unsupported.size > 0)
    throw fault(
      `activate instructions for elements that are unsupported: ${list([...unsupported.keys()])}. The activation of elements with type ${list([...new Set(unsupported.values())])} is not supported. Supported element types are: ${SUPPORTED}.`,
    );
}

function refuseVariables(graph: ProcessGraph, activations: readonly Activation[]): void {
  const fault = (sentence: string): Problem => modifyFault(graph, sentence);
  const scopes = activations
    .flatMap(({ elementId, variables }) => variables.map(({ scopeId }) => ({ elementId, scopeId })))
    .filter(({ scopeId }) => scopeId !== '' && scopeId !== graph.processId);
  const unknownScopes = scopes.map(({ scopeId }) => scopeId).filter((scopeId) => !graph.elements.has(scopeId));
  if (unknownScopes.length > 0)
    throw fault(`variable instructions with a scope element id that could not be found: ${listOfSet(unknownScopes)}`);
  if (scopes.some(({ elementId, scopeId }) => !isWithin(graph, elementId, scopeId))) {
    throw fault(
      "variable instructions with a scope element that doesn't belong to the activating element's flow scope. These variables should be set before or after the modification.",
    );
  }
}

const typeOf = (element: Element | undefined): string => (element === undefined ? '' : elementTypeOf(element));

export function isBehindEventGateway(graph: ProcessGraph, elementId: string): boolean {
  const element = graph.elements.get(elementId);
  if (element?.kind !== 'intermediateCatchEvent' && element?.kind !== 'receiveTask') return false;
  return element.incoming.some(
    (flowId) => graph.elements.get(graph.flows.get(flowId)?.sourceId ?? '')?.bpmnType === 'eventBasedGateway',
  );
}

function isWithin(graph: ProcessGraph, elementId: string, scopeId: string): boolean {
  for (let id: string | undefined = elementId; id !== undefined; id = graph.elements.get(id)?.parentId)
    if (id === scopeId) return true;
  return false;
}

/** A line for each instruction that names the same scope, which stands around none of their elements. */
function outside(
  graph: ProcessGraph,
  { ancestorKey, ancestorId }: Rejection['details'],
  activations: readonly Activation[],
): string {
  const wrong = activations.filter(
    (each) =>
      each.ancestorKey === ancestorKey &&
      !isWithin(graph, graph.elements.get(each.elementId)?.parentId ?? '', String(ancestorId)),
  );
  return wrong
    .map(
      ({ elementId }) =>
        `\n- instance '${ancestorKey}' of element '${ancestorId}' is not an ancestor of element '${elementId}'`,
    )
    .join('');
}

const unknownInstance = (instanceKey: Key): Problem =>
  commandProblem(
    'MODIFY',
    404,
    'NOT_FOUND',
    `Expected to modify process instance but no process instance found with key '${instanceKey}'`,
  );

function refusal(
  rejection: Rejection,
  { graph }: Definition,
  instanceKey: Key,
  activations: readonly Activation[],
  { foreign, gone }: Strangers,
): Problem {
  const { code, details } = rejection;
  if (code === 'notFound') return unknownInstance(instanceKey);
  const start = `Expected to modify instance of process '${graph.processId}' but it contains one or more`;
  const say = (sentence: string): Problem => commandProblem('MODIFY', 400, 'INVALID_ARGUMENT', sentence);
  const named = String(details.ancestorKey);
  const resting = details.reason === 'unknownAncestor' && !foreign.includes(named) ? [...gone, named] : gone;
  const fault = `${start} activate instructions with an ancestor scope key that does not`;
  if (resting.length > 0) return say(`${fault} exist, or is not in an active state: ${listOfSet(resting)}`);
  if (foreign.length > 0) return say(`${fault} belong to the modified process instance: ${list(foreign)}`);
  switch (details.reason) {
    case 'notAround':
      return say(
        `${start} activate instructions with an ancestor scope key that is not an ancestor of the element to activate:${outside(graph, details, activations)}`,
      );
    case 'ambiguousScope':
      return say(
        `${start} activate instructions for an element that has a flow scope with more than one active instance: '${details.scopeId}'. Can't decide in which instance of the flow scope the element should be activated. Please specify an ancestor element instance key for this activate instruction.`,
      );
    case 'throughMultiInstance':
      return say(
        `${start} activate instructions that would result in the activation of multi-instance element '${details.elementId}', which is currently unsupported.`,
      );
    case 'unknownElementInstance':
      return say(
        `${start} terminate instructions with an element instance that could not be found: '${details.elementInstanceKey}'`,
      );
    case 'emptiesCalled':
      return say(
        `Expected to modify instance of process '${graph.processId}' but the given instructions would terminate the instance. The instance was created by a call activity in the parent process. To terminate this instance please modify the parent process instead.`,
      );
    default:
      return rejected('MODIFY', rejection);
  }
}
