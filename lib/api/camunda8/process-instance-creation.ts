import type { FastifyInstance } from 'fastify';
import type { Definition, Engine, Key, ProcessGraph, Sender, StartInstruction, VariableValue } from '@/engine/index.ts';
import { senderOf, type ApiContext } from './api-context.ts';
import { elementTypeOf } from './element-type.ts';
import { sendJson, tenantName, variablesJson } from './json-answer.ts';
import { commandProblem, gatewayTimeout, invalidArgument, rejected, unreadable } from './problem.ts';
import { beginningAt, isBehindEventGateway } from './process-instance-modification.ts';
import { requiredBody, type RequestBody } from './request-body.ts';
import { checkTenant, operationReferenceFault, refuseFaults } from './request-checks.ts';

/** How long `awaitCompletion` waits when the request does not say, and the longest that it may say. */
const DEFAULT_AWAIT_MS = 10_000;
const MAX_AWAIT_MS = 10 * 60_000;
/** Camunda 8's number for "the newest". */
const LATEST_VERSION = -1;
const STARTABLE =
  '[INCLUSIVE_GATEWAY, EXCLUSIVE_GATEWAY, TASK, RECEIVE_TASK, MANUAL_TASK, EVENT_BASED_GATEWAY, PARALLEL_GATEWAY, PROCESS, SUB_PROCESS, BUSINESS_RULE_TASK, SEND_TASK, INTERMEDIATE_THROW_EVENT, END_EVENT, SCRIPT_TASK, USER_TASK, EVENT_SUB_PROCESS, SERVICE_TASK, MULTI_INSTANCE_BODY, CALL_ACTIVITY, INTERMEDIATE_CATCH_EVENT]';

type Variables = Readonly<Record<string, VariableValue>>;
/** A creation that waits for the end has a name of its own in refusals. */
type Command = 'CREATE' | 'CREATE_WITH_AWAITING_RESULT';
interface Wanted {
  readonly command: Command;
  readonly processId: string | null;
  readonly definitionKey: Key | null;
  readonly version: number | null;
}

/** `POST /process-instances`: starts an instance and, if asked to, waits for its end. */
export function processInstanceCreationRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/process-instances', async (request, reply) => {
    const body = requiredBody(request);
    const processId = body.text('processDefinitionId');
    const definitionKey = body.key('processDefinitionKey');
    body.object('variables');
    const fetchVariables = body.texts('fetchVariables');
    const requestTimeout = body.long('requestTimeout') ?? 0;
    const isAwaited = body.flag('awaitCompletion') === true;
    const command = isAwaited ? 'CREATE_WITH_AWAITING_RESULT' : 'CREATE';
    const version = body.integer('processDefinitionVersion');
    const starts = body.objects('startInstructions');
    const businessId = body.text('businessId') || null;
    checkTenant(body.text('tenantId'), 'Create Process Instance');
    refuseFaults([
      processId === null &&
        definitionKey === null &&
        'At least one of [processDefinitionId, processDefinitionKey] is required.',
      processId !== null &&
        definitionKey !== null &&
        'Only one of [processDefinitionId, processDefinitionKey] is allowed.',
      operationReferenceFault(body),
    ]);
    const variables = body.variables('variables');
    if (body.objects('runtimeInstructions').length > 0)
      throw invalidArgument('Runtime instructions are not supported.');
    if ((body.texts('tags') ?? []).length > 0) throw invalidArgument('Tags are not supported.');
    const definition = await findDefinition(engine, { command, processId, definitionKey, version });
    const instructions = startInstructions(starts, definition, command);
    const instanceKey = await start(engine, {
      command,
      definition,
      businessId,
      variables,
      instructions,
      sender: senderOf(request),
    });
    const answer = (shown: Variables) =>
      sendJson(reply, {
        processDefinitionKey: definition.key,
        processDefinitionId: definition.graph.processId,
        processDefinitionVersion: definition.version,
        processInstanceKey: instanceKey,
        tenantId: tenantName(definition.tenantId),
        variables: variablesJson(shown),
        tags: [],
        businessId,
      });
    if (!isAwaited) return answer({});
    return answer(chosen(await awaitEnd(engine, instanceKey, requestTimeout), fetchVariables));
  });
}

async function findDefinition(
  engine: Engine,
  { command, processId, definitionKey: key, version }: Wanted,
): Promise<Definition> {
  if (key !== null) {
    const definition = await engine.definition({ key });
    if (definition === null)
      throw commandProblem(
        command,
        404,
        'NOT_FOUND',
        `Expected to find process definition with key '${key}', but none found`,
      );
    return definition;
  }
  if (processId === null || processId === '')
    throw commandProblem(
      command,
      400,
      'INVALID_ARGUMENT',
      'Expected at least a bpmnProcessId or a key greater than -1, but none given',
    );
  const isLatest = version === null || version === LATEST_VERSION;
  const definition = await engine.definition({ processId, ...(isLatest ? {} : { version }), tenantId: null });
  if (definition !== null) return definition;
  throw commandProblem(
    command,
    404,
    'NOT_FOUND',
    `Expected to find process definition with process ID '${processId}'${isLatest ? '' : ` and version '${version}'`}, but none found`,
  );
}

/** Elements to begin at instead of the start event. */
function startInstructions(
  instructions: readonly RequestBody[],
  { graph }: Definition,
  command: Command,
): StartInstruction[] {
  const ids = instructions.map((instruction) => {
    const elementId = instruction.text('elementId');
    if (elementId === null) throw unreadable('Validation failed');
    return elementId;
  });
  for (const faultOf of START_FAULTS) {
    const why = ids.map((id) => faultOf(graph, id)).find((fault) => fault !== null);
    if (why)
      throw commandProblem(
        command,
        400,
        'INVALID_ARGUMENT',
        `Expected to create instance of process with start instructions but ${why}`,
      );
  }
  return ids.map((elementId) => beginningAt(graph, elementId));
}

/** What is wrong with beginning at an element, in the order in which Camunda 8 asks it of all of them. */
const START_FAULTS: readonly ((graph: ProcessGraph, elementId: string) => string | null)[] = [
  (graph, id) => (typeOf(graph, id) === null ? `no element found with id '${id}'.` : null),
  (graph, id) =>
    isInMultiInstance(graph, id)
      ? `the element with id '${id}' is inside a multi-instance subprocess. The creation of elements inside a multi-instance subprocess is not supported.`
      : null,
  (graph, id) => {
    const type = typeOf(graph, id);
    return type === 'START_EVENT' || type === 'BOUNDARY_EVENT' || type === 'SEQUENCE_FLOW'
      ? `the element with id '${id}' targets unsupported element type '${type}'. Supported element types are: ${STARTABLE}`
      : null;
  },
  (graph, id) =>
    isBehindEventGateway(graph, id)
      ? `the element with id '${id}' belongs to an event-based gateway. The creation of elements belonging to an event-based gateway is not supported.`
      : null,
];

function typeOf(graph: ProcessGraph, elementId: string): string | null {
  const element = graph.elements.get(elementId);
  return element ? elementTypeOf(element) : graph.flows.has(elementId) ? 'SEQUENCE_FLOW' : null;
}

function isInMultiInstance(graph: ProcessGraph, elementId: string): boolean {
  let scope = graph.elements.get(graph.elements.get(elementId)?.parentId ?? '');
  for (; scope; scope = graph.elements.get(scope.parentId ?? ''))
    if ('multiInstance' in scope && scope.multiInstance) return true;
  return false;
}

interface Start {
  readonly command: Command;
  readonly definition: Definition;
  readonly businessId: string | null;
  readonly variables: Variables;
  readonly instructions: readonly StartInstruction[];
  readonly sender: Sender;
}

async function start(
  engine: Engine,
  { command, definition, businessId, variables, instructions, sender }: Start,
): Promise<Key> {
  const instanceKey = await engine.newKey();
  const executed = await engine.execute({
    type: 'startInstance',
    instanceKey,
    definitionKey: definition.key,
    businessKey: businessId,
    tenantId: definition.tenantId,
    variables,
    instructions,
    cause: { kind: 'request', sender },
  });
  if (executed.kind === 'executed') return instanceKey;
  throw rejected(command, executed, {
    noStartEvent: 'Expected to create instance of process with none start event, but there is no such event',
  });
}

async function awaitEnd(engine: Engine, instanceKey: Key, requestTimeoutMs: number): Promise<Variables> {
  const timeoutMs = requestTimeoutMs > 0 ? Math.min(requestTimeoutMs, MAX_AWAIT_MS) : DEFAULT_AWAIT_MS;
  const end = await engine.awaitInstanceEnd(instanceKey, timeoutMs);
  if (end === null) throw gatewayTimeout();
  return end.variables;
}

function chosen(variables: Variables, names: readonly string[] | null): Variables {
  if (names === null || names.length === 0) return variables;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
}
