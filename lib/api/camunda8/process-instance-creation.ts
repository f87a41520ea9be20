import type { FastifyInstance } from 'fastify';
import type { Definition, Engine, Key, ProcessGraph, Sender, StartInstruction, VariableValue } from '@/engine/index.ts';
import { senderOf, type ApiContext } from './api-context.ts';
import { elementTypeOf } from './element-type.ts';
import { sendJson, tenantName, variablesJson } from './json-answer.ts';
import { commandProblem, gatewayTimeout, invalidArgument, type Problem, rejected, unreadable } from './problem.ts';
import { beginningAt, isBehindEventGateway } from './process-instance-modification.ts';
import { requiredBody, type RequestBody } from './request-body.ts';
import { checkOperationReference, checkTenant, refuseFaults } from './request-checks.ts';

/** How long `awaitCompletion` waits when the request does not say, and the longest that it may say. */
const DEFAULT_AWAIT_MS = 10_000;
const MAX_AWAIT_MS = 10 * 60_000;
/** Camunda 8's number for "the newest". */
const LATEST_VERSION = -1;
const STARTABLE = '[INCLUSIVE_GATEWAY, EXCLUSIVE_GATEWAY, TASK, RECEIVE_TASK, MANUAL_TASK, EVENT_BASED_GATEWAY, PARALLEL_GATEWAY, PROCESS, SUB_PROCESS, BUSINESS_RULE_TASK, SEND_TASK, INTERMEDIATE_THROW_EVENT, END_EVENT, SCRIPT_TASK, USER_TASK, EVENT_SUB_PROCESS, SERVICE_TASK, MULTI_INSTANCE_BODY, CALL_ACTIVITY, INTERMEDIATE_CATCH_EVENT]';

type Variables = Readonly<Record<string, VariableValue>>;

/** `POST /process-instances`: starts an instance and, if asked to, waits for its end. */
export function processInstanceCreationRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/process-instances', async (request, reply) => {
    const body = requiredBody(request);
    const processId = body.text('processDefinitionId');
    const definitionKey = body.key('processDefinitionKey');
    const variables = body.variables('variables');
    const fetchVariables = body.texts('fetchVariables');
    const requestTimeout = body.long('requestTimeout') ?? 0;
    refuseFaults([
      processId === null && definitionKey === null && 'At least one of [processDefinitionId, processDefinitionKey] is required.',
      processId !== null && definitionKey !== null && 'Only one of [processDefinitionId, processDefinitionKey] is allowed.',
    ]);
    checkOperationReference(body);
    checkTenant(body.text('tenantId'), 'Create Process Instance');
    const definition = await findDefinition(engine, processId, definitionKey, body.integer('processDefinitionVersion'));
    const instanceKey = await start(engine, definition, variables, startInstructions(body, definition), senderOf(request));
    const answer = (shown: Variables) => sendJson(reply, {
      processDefinitionKey: definition.key, processDefinitionId: definition.graph.processId, processDefinitionVersion: definition.version,
      processInstanceKey: instanceKey, tenantId: tenantName(definition.tenantId), variables: variablesJson(shown), tags: [],
    });
    if (body.flag('awaitCompletion') !== true) return answer({});
    return answer(chosen(await awaitEnd(engine, instanceKey, requestTimeout), fetchVariables));
  });
}

async function findDefinition(engine: Engine, processId: string | null, key: Key | null, version: number | null): Promise<Definition> {
  if (key !== null) {
    const definition = await engine.definition({ key });
    if (definition === null) throw commandProblem('CREATE', 404, 'NOT_FOUND', `Expected to find process definition with key '${key}', but none found`);
    return definition;
  }
  if (processId === null || processId === '') throw commandProblem('CREATE', 400, 'INVALID_ARGUMENT', 'Expected at least a bpmnProcessId or a key greater than -1, but none given');
  const isLatest = version === null || version === LATEST_VERSION;
  const definition = await engine.definition({ processId, ...(isLatest ? {} : { version }), tenantId: null });
  if (definition !== null) return definition;
  throw commandProblem('CREATE', 404, 'NOT_FOUND', `Expected to find process definition with process ID '${processId}'${isLatest ? '' : ` and version '${version}'`}, but none found`);
}

/** Elements to begin at instead of the start event. Instructions of newer versions that we do not run are refused. */
function startInstructions(body: RequestBody, { graph }: Definition): readonly StartInstruction[] {
  if (body.objects('runtimeInstructions').length > 0) throw invalidArgument('Runtime instructions are not supported.');
  return body.objects('startInstructions').map((instruction) => {
    const elementId = instruction.text('elementId');
    if (elementId === null) throw unreadable('Validation failed');
    refuseStartAt(graph, elementId);
    return beginningAt(graph, elementId);
  });
}

function refuseStartAt(graph: ProcessGraph, elementId: string): void {
  const refuse = (why: string): Problem => commandProblem('CREATE', 400, 'INVALID_ARGUMENT', `Expected to create instance of process with start instructions but ${why}`);
  const element = graph.elements.get(elementId);
  const type = element ? elementTypeOf(element) : graph.flows.has(elementId) ? 'SEQUENCE_FLOW' : null;
  if (!type) throw refuse(`no element found with id '${elementId}'.`);
  if (type === 'START_EVENT' || type === 'BOUNDARY_EVENT' || type === 'SEQUENCE_FLOW') throw refuse(`the element with id '${elementId}' targets unsupported element type '${type}'. Supported element types are: ${STARTABLE}`);
  if (isBehindEventGateway(graph, elementId)) throw refuse(`the element with id '${elementId}' belongs to an event-based gateway. The creation of elements belonging to an event-based gateway is not supported.`);
  for (let scope = graph.elements.get(element?.parentId ?? ''); scope; scope = graph.elements.get(scope.parentId ?? '')) {
    if ('multiInstance' in scope && scope.multiInstance) throw refuse(`the element with id '${elementId}' is inside a multi-instance subprocess. The creation of elements inside a multi-instance subprocess is not supported.`);
  }
}

async function start(engine: Engine, definition: Definition, variables: Variables, instructions: readonly StartInstruction[], sender: Sender): Promise<Key> {
  const instanceKey = await engine.newKey();
  const executed = await engine.execute({ type: 'startInstance', instanceKey, definitionKey: definition.key, businessKey: null, tenantId: definition.tenantId, variables, instructions, cause: { kind: 'request', sender } });
  if (executed.kind === 'executed') return instanceKey;
  throw rejected('CREATE', executed, { noStartEvent: 'Expected to create instance of process with none start event, but there is no such event' });
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
