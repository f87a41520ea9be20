import type { Command, Definition, DefinitionSearchRow } from '@/engine/index.ts';
import type { Call, Handler, RouteTable } from './call.ts';
import { deployedFormAnswer } from './deployed-form.ts';
import { deployedDiagram } from './deployed-diagram.ts';
import { definitionDetails } from './definition-details.ts';
import { formDto, mustShow, plainStartOf, startFormShown, writeNamed } from './forms.ts';
import { definitionId, definitionKeyOf } from './ids.ts';
import { activityStatistics, definitionStatistics } from './definition-statistics.ts';
import { processDefinitionList, shownDefinition } from './process-definition-list.ts';
import { processInstance } from './process-instance-list.ts';
import { addList } from './query/list-routes.ts';
import { accepted } from './rejections.ts';
import { renderedForm } from './rendered-form.ts';
import { badUserRequest, invalidRequest, RestError, restException } from './rest-error.ts';
import { readStartInstructions, startInstructionRefused } from './start-instructions.ts';
import { explaining, readVariables, writeVariables } from './typed-values.ts';
import { byId, byKey, idOf, known, noSuchKey } from './called-definition.ts';
import { remove, removeAllVersions } from './process-definition-removal.ts';
import { unknownDefinition } from './unknown-definition.ts';

/** A definition may be named by its id, or by its key, which means the newest version. */
const BY_KEY = ['/process-definition/key/:key', '/process-definition/key/:key/tenant-id/:tenantId'] as const;

/** `/process-definition`: what can be started. */
export function processDefinitionRoutes(routes: RouteTable): void {
  addList(routes, { path: '/process-definition', hasPost: false }, processDefinitionList);
  routes.add('GET', '/process-definition/statistics', definitionStatistics);
  const add = (
    method: 'GET' | 'PUT',
    suffix: string,
    of: (call: Call, definition: DefinitionSearchRow) => Promise<unknown>,
  ) => {
    routes.add(method, `/process-definition/:id${suffix}`, async (call) => of(call, await byId(call)));
    for (const path of BY_KEY) routes.add(method, path + suffix, async (call) => of(call, await byKey(call)));
  };
  add('GET', '', async (call, row) => shownDefinition(row, (await definitionDetails(call.engine, [row])).get(row.key)));
  add('GET', '/xml', async (call, row) => ({
    id: idOf(row),
    bpmn20Xml: Buffer.from((await call.engine.search.resourceContent(row.resourceKey)) ?? new Uint8Array()).toString(
      'utf8',
    ),
  }));
  for (const path of BY_KEY)
    routes.add('PUT', `${path}/history-time-to-live`, async (call) => setTimeToLive(call, await byKey(call)));
  routes.add('PUT', '/process-definition/:id/history-time-to-live', async (call) =>
    setTimeToLive(call, await known(call, 500)),
  );
  for (const path of BY_KEY) routes.add('GET', `${path}/diagram`, async (call) => diagram(call, await byKey(call)));
  routes.add('GET', '/process-definition/:id/diagram', async (call) => diagram(call, await known(call, 400)));
  addStatistics(routes);
  routes.add('POST', '/process-definition/:id/start', startById);
  for (const path of BY_KEY) routes.add('POST', `${path}/start`, startByKey);
  addStartForms(routes);
  routes.add('DELETE', '/process-definition/:id', remove);
  for (const path of BY_KEY)
    for (const suffix of ['', '/delete']) routes.add('DELETE', path + suffix, removeAllVersions);
}

function addStatistics(routes: RouteTable): void {
  const handler =
    (find: (call: Call) => Promise<string | null>): Handler =>
    async (call) =>
      activityStatistics(call, await find(call));
  routes.add(
    'GET',
    '/process-definition/:id/statistics',
    handler(async (call) => definitionKeyOf(call.param('id'))),
  );
  for (const path of BY_KEY)
    routes.add(
      'GET',
      `${path}/statistics`,
      handler(async (call) => (await byKey(call)).key),
    );
}

const diagram = (call: Call, row: DefinitionSearchRow) => deployedDiagram(call, row, row.processId);

async function setTimeToLive(call: Call, row: DefinitionSearchRow): Promise<undefined> {
  const days = call.body().int('historyTimeToLive');
  if (days !== null && days < 0) throw badUserRequest('historyTimeToLive is not greater than or equal to 0');
  const audit = call.audit('definition.setHistoryTimeToLive', 'guarded', {
    targetKind: 'definition',
    targetKey: row.key,
    definitionKey: row.key,
    before: { historyTtlDays: row.historyTtlDays },
    after: { historyTtlDays: days },
  });
  const outcome = await call.engine.setDefinitionHistoryTtl(row.key, days, { audit });
  if (outcome.kind === 'rejection') throw invalidRequest(unknownDefinition(idOf(row)), 404);
  return undefined;
}

function addStartForms(routes: RouteTable): void {
  routes.add('GET', '/process-definition/:id/startForm', async (call) =>
    startForm(call, await definitionOf(call, (id) => noStartForm(id))),
  );
  routes.add('GET', '/process-definition/:id/form-variables', async (call) =>
    startFormVariables(
      call,
      await definitionOf(
        call,
        (id) =>
          new RestError(
            400,
            'NotFoundException',
            `no deployed process definition found with id '${id}': processDefinition is null`,
            0,
          ),
      ),
    ),
  );
  routes.add('POST', '/process-definition/:id/submit-form', async (call) =>
    submitStartForm(call, await definitionOf(call, notStartable)),
  );
  routes.add('GET', '/process-definition/:id/deployed-start-form', async (call) =>
    deployedStartForm(call, await definitionOf(call, (id) => invalidRequest(unknownDefinition(id), 404))),
  );
  routes.add('GET', '/process-definition/:id/rendered-form', async (call) =>
    renderedStartForm(
      await definitionOf(call, (id) => new RestError(400, 'NotFoundException', unknownDefinition(id), 0)),
    ),
  );
  for (const path of BY_KEY) {
    routes.add('GET', `${path}/deployed-start-form`, async (call) =>
      deployedStartForm(call, await definitionByKey(call)),
    );
    routes.add('GET', `${path}/rendered-form`, async (call) => renderedStartForm(await definitionByKey(call)));
    routes.add('POST', `${path}/submit-form`, async (call) => submitStartForm(call, await definitionByKey(call)));
    routes.add('GET', `${path}/startForm`, async (call) => startForm(call, await definitionByKey(call)));
    routes.add('GET', `${path}/form-variables`, async (call) => startFormVariables(call, await definitionByKey(call)));
  }
}

const noStartForm = (id: string): RestError =>
  invalidRequest(`Cannot get start form data for process definition ${id}`, 400, 0);

/** The form of the plain start. */
async function startForm(call: Call, definition: Definition): Promise<unknown> {
  const id = shownId(definition);
  const start = plainStartOf(definition);
  await mustShow(
    () => startFormShown(start),
    () => noStartForm(id),
  );
  return formDto(
    call,
    start,
    start?.kind === 'startEvent' ? (start.formKey ?? null) : null,
    `process-definition/${id}`,
    null,
  );
}

function deployedStartForm(call: Call, definition: Definition): Promise<unknown> {
  const start = plainStartOf(definition);
  return deployedFormAnswer(
    call,
    definition,
    start,
    start?.kind === 'startEvent' ? (start.formKey ?? null) : null,
    null,
  );
}

function renderedStartForm(definition: Definition): unknown {
  const start = plainStartOf(definition);
  const rendered = renderedForm(start, startFormShown(start));
  if (rendered === null)
    throw invalidRequest(
      `No matching rendered start form for process definition with the id ${shownId(definition)} found.`,
      404,
    );
  return rendered;
}

const startFormVariables = (call: Call, definition: Definition): unknown =>
  writeNamed(
    startFormShown(plainStartOf(definition)).values,
    call.query('variableNames')?.split(','),
    call.queryFlag('deserializeValues', true),
  );

const shownId = ({ graph, version, key }: Definition): string =>
  definitionId({ processId: graph.processId, definitionVersion: version, definitionKey: key });

async function definitionOf(call: Call, unknown: (id: string) => RestError): Promise<Definition> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const definition = key === null ? null : await call.engine.definition({ key });
  if (definition === null) throw unknown(id);
  return definition;
}

async function definitionByKey(call: Call): Promise<Definition> {
  const processId = call.param('key');
  const tenantId = call.param('tenantId');
  const definition = await call.engine.definition({ processId, tenantId: tenantId === '' ? null : tenantId });
  if (definition === null) throw noSuchKey(processId, tenantId);
  return definition;
}

const notStartable = (id: string): RestError =>
  restException(
    500,
    `Cannot instantiate process definition ${id}: no deployed process definition found with id '${id}': processDefinition is null`,
  );

const startById = async (call: Call): Promise<unknown> => start(call, await definitionOf(call, notStartable));

const startByKey = async (call: Call): Promise<unknown> => start(call, await definitionByKey(call));

/** Starts by the start event's form, which checks and converts what was filled in. */
async function submitStartForm(call: Call, definition: Definition): Promise<unknown> {
  const body = call.body();
  const id = shownId(definition);
  const prefix = `Cannot instantiate process definition ${id}`;
  const variables = explaining(prefix, () => readVariables(body, 'variables'));
  const businessKey = body.name('businessKey');
  const instanceKey = await call.engine.newKey();
  const failed = (message: string) => restException(500, `${prefix}: ${message}`);
  const { result } = accepted(
    await call.engine.execute({
      type: 'startInstance',
      instanceKey,
      definitionKey: definition.key,
      businessKey,
      tenantId: definition.tenantId,
      variables,
      isForm: true,
      cause: { kind: 'request', sender: call.sender() },
    }),
    {
      invalidState: ({ message, details }) => failed(details.reason === 'suspended' ? suspendedText(id) : message),
      invalidArgument: ({ message }) => invalidRequest(`${prefix}: ${message}`),
      noStartEvent: ({ message }) => failed(message),
      failed: ({ message }) => failed(message),
      notFound: ({ message }) => failed(message),
    },
  );
  const identity = {
    processId: definition.graph.processId,
    definitionVersion: definition.version,
    definitionKey: definition.key,
  };
  return {
    ...processInstance(
      { ...identity, key: instanceKey, businessKey, isSuspended: false, tenantId: definition.tenantId },
      call.base(),
    ),
    ended: result.isInstanceEnded ?? false,
  };
}

const suspendedText = (id: string): string => `ENGINE-03043 Process Definition with id '${id}' is suspended.`;

/** Starts at the start event, or wherever instructions say. */
async function start(call: Call, definition: Definition): Promise<unknown> {
  const body = call.body();
  const identity = {
    processId: definition.graph.processId,
    definitionVersion: definition.version,
    definitionKey: definition.key,
  };
  const id = definitionId(identity);
  const prefix = `Cannot instantiate process definition ${id}`;
  const variables = explaining(prefix, () => readVariables(body, 'variables'));
  const instructions = explaining(prefix, () => readStartInstructions(body));
  const businessKey = body.name('businessKey');
  const caseInstanceId = body.name('caseInstanceId');
  const instanceKey = await call.engine.newKey();
  const failed = (message: string) => restException(500, `${prefix}: ${message}`);
  const skipping = { skipsListeners: body.flag('skipCustomListeners'), skipsMappings: body.flag('skipIoMappings') };
  const plainStart = {
    type: 'startInstance',
    instanceKey,
    definitionKey: definition.key,
    businessKey,
    caseInstanceId,
    tenantId: definition.tenantId,
    variables,
    cause: { kind: 'request', sender: call.sender() },
    returnsVariables: body.flag('withVariablesInReturn'),
  } satisfies Command;
  const { result } = accepted(
    await call.engine.execute(instructions.length === 0 ? plainStart : { ...plainStart, instructions, ...skipping }),
    {
      invalidState: (rejection) =>
        failed(
          rejection.details.reason === 'suspended'
            ? suspendedText(id)
            : (startInstructionRefused(rejection, instructions, id) ?? rejection.message),
        ),
      invalidArgument: (rejection) => {
        const instruction = startInstructionRefused(rejection, instructions, id);
        return instruction ? failed(instruction) : invalidRequest(`${prefix}: ${rejection.message}`);
      },
      noStartEvent: ({ message }) => failed(message),
      failed: ({ message }) => failed(message),
      notFound: ({ message }) => failed(message),
    },
  );
  const ended = result.isInstanceEnded ?? false;
  const shown = {
    ...processInstance(
      { ...identity, key: instanceKey, businessKey, caseInstanceId, isSuspended: false, tenantId: definition.tenantId },
      call.base(),
    ),
    ended,
  };
  return result.variables ? { ...shown, variables: writeVariables(result.variables, false) } : shown;
}
