import type { BatchOperation, Key, StartInstruction } from '@/engine/index.ts';
import { createBatch } from './batch/create-batch.ts';
import type { Call, RouteTable } from './call.ts';
import { definitionId, definitionKeyOf, isKey } from './ids.ts';
import { type SelectionNames, selectedInstances } from './instance-selection.ts';
import { readStart } from './modification-instructions.ts';
import { restartRefused } from './restart-words.ts';
import { invalidRequest, RestError } from './rest-error.ts';

const FINISHED: SelectionNames = { ids: 'processInstanceIds', historicQuery: 'historicProcessInstanceQuery' };

/** Finished instances are taken up again, at once or as a batch. */
export function restartRoutes(routes: RouteTable): void {
  routes.add('POST', '/process-definition/:id/restart', restartNow);
  routes.add('POST', '/process-definition/:id/restart-async', async (call) => {
    const { operation, ids, tenantId } = await readRestart(call);
    return createBatch(call, operation, ids, { tenantId });
  });
}

interface Restart {
  readonly operation: Extract<BatchOperation, { kind: 'restartInstance' }>;
  readonly ids: readonly string[];
  readonly processDefinitionId: string;
  readonly tenantId: string | null;
}

async function readRestart(call: Call): Promise<Restart> {
  const body = call.body();
  const given = body.objects('instructions');
  if (given === null) throw new RestError(500, 'NullPointerException', 'instructions is null');
  // The original skips what starts nothing.
  const instructions = given.flatMap((dto): StartInstruction[] => {
    const type = dto.text('type');
    return type === 'startBeforeActivity' || type === 'startAfterActivity' || type === 'startTransition'
      ? [readStart(dto, type).instruction]
      : [];
  });
  if (instructions.length === 0) throw invalidRequest('Restart instructions cannot be empty: instructions is empty');
  const ids = await selectedInstances(call, body, FINISHED);
  if (ids.length === 0) throw invalidRequest('processInstanceIds is empty');
  const key = definitionKeyOf(call.param('id'));
  const definition = key === null ? null : await call.engine.definition({ key });
  if (definition === null)
    throw invalidRequest(
      `no deployed process definition found with id '${call.param('id')}': processDefinition is null`,
    );
  return {
    ids,
    tenantId: definition.tenantId,
    processDefinitionId: definitionId({
      processId: definition.graph.processId,
      definitionVersion: definition.version,
      definitionKey: definition.key,
    }),
    operation: {
      kind: 'restartInstance',
      definitionKey: definition.key,
      instructions,
      usesInitialVariables: body.flag('initialVariables'),
      keepsBusinessKey: !body.flag('withoutBusinessKey'),
      skipsListeners: body.flag('skipCustomListeners'),
      skipsMappings: body.flag('skipIoMappings'),
    },
  };
}

/** All of them or none: each is rehearsed before the first begins. */
async function restartNow(call: Call): Promise<undefined> {
  const { operation, ids, processDefinitionId } = await readRestart(call);
  for (const isRehearsal of [true, false]) {
    for (const id of ids) {
      const outcome = await call.engine.restartInstance(operation, isKey(id) ? id : unknownKey, {
        isRehearsal,
        audit: isRehearsal ? undefined : auditOf(call, id, operation.definitionKey),
      });
      if (outcome.kind === 'rejection')
        throw await restartRefused(call, outcome, id, processDefinitionId, operation.instructions);
    }
  }
  return undefined;
}

/** No instance has it. */
const unknownKey: Key = '0000000000000000';

const auditOf = (call: Call, id: string, definitionKey: Key) =>
  call.audit('instance.restart', 'guarded', {
    targetKind: 'instance',
    targetKey: id,
    instanceKey: isKey(id) ? id : null,
    definitionKey,
  });
