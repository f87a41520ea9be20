import type {
  Definition,
  Key,
  MigrateInstance,
  MigrationInstruction,
  Rejection,
  TokenFailure,
  VariableValue,
} from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import type { Fields } from './fields.ts';
import { definitionId, definitionKeyOf, isKey } from './ids.ts';
import { RUNNING, selectedInstances } from './instance-selection.ts';
import { activityIdAt, planFailureText, tokenReport } from './migration-words.ts';
import { transitionExecutions } from './transition-execution.ts';
import { placeOf } from './modification-instructions.ts';
import { badUserRequest, invalidRequest, processEngineException, RestError } from './rest-error.ts';
import { readVariables, writeVariables } from './typed-values.ts';

/** `/migration`: plans between two versions, and what they do to running instances. */
export function migrationRoutes(routes: RouteTable): void {
  routes.add('POST', '/migration/generate', generate);
  routes.add('POST', '/migration/validate', async (call) =>
    report(await readPlan(call, call.body())).then(({ shown }) => shown),
  );
  routes.add('POST', '/migration/execute', execute);
}

interface ReadInstruction {
  readonly dto: ReturnType<typeof shownInstruction>;
  readonly instruction: MigrationInstruction;
}

export interface ReadPlan {
  readonly call: Call;
  readonly source: Definition;
  readonly target: Definition;
  readonly sourceId: string;
  readonly targetId: string;
  readonly instructions: readonly ReadInstruction[];
  readonly variables: Readonly<Record<string, VariableValue>>;
}

async function generate(call: Call): Promise<unknown> {
  const body = call.body();
  const { source, target, sourceId, targetId } = await readDefinitions(call, body);
  const instructions = await call.engine.generateMigration(source.key, target.key, body.flag('updateEventTriggers'));
  return {
    sourceProcessDefinitionId: sourceId,
    targetProcessDefinitionId: targetId,
    instructions: (instructions ?? []).map(shownInstruction),
    variables: body.object('variables') === null ? null : writeVariables(readVariables(body, 'variables'), false),
  };
}

function shownInstruction({ source, target, updatesTrigger }: MigrationInstruction) {
  return {
    sourceActivityIds: [activityIdAt(source)],
    targetActivityIds: [activityIdAt(target)],
    updateEventTrigger: updatesTrigger,
  };
}

async function readDefinitions(
  call: Call,
  body: Fields,
): Promise<Pick<ReadPlan, 'source' | 'target' | 'sourceId' | 'targetId'>> {
  const engineFailure = (message: string) => invalidRequest(message, 400, 0);
  const read = async (side: 'Source' | 'Target', id: string | null): Promise<Definition> => {
    if (id === null) throw engineFailure(`${side} process definition id is null`);
    const key = definitionKeyOf(id);
    const definition = key === null ? null : await call.engine.definition({ key });
    if (definition === null)
      throw engineFailure(`ENGINE-23008 ${side} process definition with id '${id}' does not exist`);
    return definition;
  };
  const source = await read('Source', body.text('sourceProcessDefinitionId'));
  const target = await read('Target', body.text('targetProcessDefinitionId'));
  const tenants = [source.tenantId, target.tenantId];
  if (!tenants.includes(null) && source.tenantId !== target.tenantId)
    throw processEngineException(
      `ENGINE-2309 Cannot migrate process instances between processes of different tenants ('${source.tenantId}' != '${target.tenantId}')`,
    );
  return { source, target, sourceId: idOf(source), targetId: idOf(target) };
}

const idOf = ({ graph, version, key }: Definition): string =>
  definitionId({ processId: graph.processId, definitionVersion: version, definitionKey: key });

/** The original looks at the first of several activities, and fails where there is none. */
function readInstruction(dto: Fields): ReadInstruction {
  const first = (name: string): string => {
    const [id] = dto.texts(name) ?? [];
    if (id === undefined) throw new RestError(500, 'IndexOutOfBoundsException', `${name} is empty`);
    return id;
  };
  const instruction = {
    source: placeOf(first('sourceActivityIds')),
    target: placeOf(first('targetActivityIds')),
    updatesTrigger: dto.flag('updateEventTrigger'),
  };
  return { instruction, dto: shownInstruction(instruction) };
}

async function readPlan(call: Call, body: Fields): Promise<ReadPlan> {
  const instructions = (body.objects('instructions') ?? []).map(readInstruction);
  return { call, ...(await readDefinitions(call, body)), instructions, variables: readVariables(body, 'variables') };
}

async function report({ call, source, target, instructions }: ReadPlan) {
  const plain = instructions.map(({ instruction }) => instruction);
  const failures =
    (await call.engine.checkMigration({
      sourceDefinitionKey: source.key,
      targetDefinitionKey: target.key,
      instructions: plain,
    })) ?? [];
  const instructionReports = instructions.flatMap(({ dto, instruction }, n) => {
    const found = failures[n] ?? [];
    return found.length === 0
      ? []
      : [
          {
            instruction: dto,
            failures: found.map((failure) => planFailureText(failure, instruction, plain, source, target)),
          },
        ];
  });
  return { shown: { instructionReports, variableReports: {} }, isHolding: instructionReports.length === 0 };
}

/** Refuses a plan that does not hold for its definitions. */
async function checkPlan(plan: ReadPlan): Promise<void> {
  const { shown, isHolding } = await report(plan);
  if (isHolding) return;
  const lines = shown.instructionReports.map(({ instruction, failures }) => {
    const words = `MigrationInstructionImpl{sourceActivityId='${instruction.sourceActivityIds[0]}', targetActivityId='${instruction.targetActivityIds[0]}', updateEventTrigger='${instruction.updateEventTrigger}'}`;
    return `\t Migration instruction ${words} is not valid:\n${failures.map((failure) => `\t\t${failure}\n`).join('')}`;
  });
  const message = `ENGINE-23001 Migration plan for process definition '${plan.sourceId}' to '${plan.targetId}' is not valid:\n${lines.join('')}`;
  throw new RestError(400, 'MigrationPlanValidationException', message, 0, { validationReport: shown });
}

/** A migration of many instances, read and checked as far as the plan goes. */
export async function readExecution(call: Call): Promise<{
  plan: ReadPlan;
  instanceIds: readonly string[];
  skips: { skipsListeners: boolean; skipsMappings: boolean };
}> {
  const body = call.body();
  const planBody = body.object('migrationPlan');
  if (planBody === null) throw new RestError(500, 'NullPointerException', 'migrationPlan is null');
  const plan = await readPlan(call, planBody);
  const instanceIds = await selectedInstances(call, body, RUNNING);
  if (instanceIds.length === 0)
    throw badUserRequest('Process instance ids cannot empty: process instance ids is empty');
  await checkPlan(plan);
  return {
    plan,
    instanceIds,
    skips: { skipsListeners: body.flag('skipCustomListeners'), skipsMappings: body.flag('skipIoMappings') },
  };
}

export const migrateCommand = (
  instanceKey: string,
  { source, target, instructions, variables }: ReadPlan,
  skips: { skipsListeners: boolean; skipsMappings: boolean },
): MigrateInstance => ({
  type: 'migrateInstance',
  instanceKey,
  ...skips,
  plan: {
    sourceDefinitionKey: source.key,
    targetDefinitionKey: target.key,
    instructions: instructions.map(({ instruction }) => instruction),
    variables,
  },
});

/** All of them or none: nothing is done before every instance is known to fit the plan. */
async function execute(call: Call): Promise<undefined> {
  const { plan, instanceIds, skips } = await readExecution(call);
  for (const id of instanceIds) {
    if (!isKey(id)) throw unknownInstance(id);
    const outcome = await call.engine.rehearse(migrateCommand(id, plan, skips));
    if (outcome.kind === 'rejection') throw await migrationRefused(outcome, id, plan);
  }
  for (const id of instanceIds) {
    const audit = call.audit('instance.migrate', 'destructive', {
      targetKind: 'instance',
      targetKey: id,
      instanceKey: id,
      definitionKey: plan.source.key,
      before: { definition: plan.sourceId },
      after: { definition: plan.targetId },
    });
    const outcome = await call.engine.execute(migrateCommand(id, plan, skips), { audit });
    if (outcome.kind === 'rejection') throw await migrationRefused(outcome, id, plan);
  }
  return undefined;
}

const unknownInstance = (id: string): RestError =>
  processEngineException(
    `ENGINE-23003 Process instance '${id}' cannot be migrated. The process instance does not exist`,
  );

/** Why this instance stays where it is, in the original's words. */
export async function migrationRefused(
  { code, message, details }: Rejection,
  id: string,
  { call, sourceId, instructions }: Pick<ReadPlan, 'call' | 'sourceId' | 'instructions'>,
): Promise<RestError> {
  if (code === 'notFound') return unknownInstance(id);
  if (details.reason === 'otherTenant')
    return processEngineException(
      details.tenantId === null
        ? `ENGINE-23010 Cannot migrate process instance '${id}' without tenant to a process definition with a tenant ('${details.targetTenantId}')`
        : `ENGINE-23010 Cannot migrate process instance '${id}' to a process definition of a different tenant ('${details.tenantId}' != '${details.targetTenantId}')`,
    );
  if (details.reason === 'otherDefinition') {
    const definition = await call.engine.definition({ key: String(details.definitionKey) });
    return processEngineException(
      `ENGINE-23002 Process instance '${id}' cannot be migrated. Its process definition '${definition === null ? '' : idOf(definition)}' does not match the source process definition of the migration plan '${sourceId}'`,
    );
  }
  if (details.reason !== 'tokens') return processEngineException(message);
  const failures: readonly TokenFailure[] = JSON.parse(String(details.failures));
  const instance = failures.some(({ isContinuation }) => isContinuation)
    ? await call.engine.search.get('instance', id)
    : null;
  const executions = instance === null ? new Map<Key, Key>() : await transitionExecutions(call.engine, instance);
  const reports = failures
    .map((failure) => ({
      isContinuation: failure.isContinuation,
      report: tokenReport(failure, instructions, executions),
    }))
    // What is active is told before what is on its way.
    .sort((one, other) => Number(one.isContinuation) - Number(other.isContinuation));
  const lines = reports.map(({ isContinuation, report: one }) => {
    const name = isContinuation
      ? `transition instance '${one.transitionInstanceId ?? ''}'`
      : `activity instance '${one.activityInstanceId ?? ''}'`;
    return `\tCannot migrate ${name}:\n${one.failures.map((failure) => `\t\t${failure}\n`).join('')}`;
  });
  return new RestError(
    400,
    'MigratingProcessInstanceValidationException',
    `ENGINE-23004 Cannot migrate process instance '${id}':\n${lines.join('')}`,
    0,
    {
      validationReport: {
        processInstanceId: id,
        failures: [],
        activityInstanceValidationReports: reports
          .filter(({ isContinuation }) => !isContinuation)
          .map(({ report: one }) => one),
        transitionInstanceValidationReports: reports
          .filter(({ isContinuation }) => isContinuation)
          .map(({ report: one }) => one),
      },
    },
  );
}
