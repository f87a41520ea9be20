import type { DefinitionSearchRow } from '@/engine/index.ts';
import { type Call, EmptyAnswer } from './call.ts';
import { definitionKeyOf } from './ids.ts';
import { rejected } from './rejections.ts';
import { invalidRequest, processEngineException } from './rest-error.ts';
import { idOf, ofTenant } from './called-definition.ts';

export async function remove(call: Call): Promise<EmptyAnswer> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const row = key === null ? null : await call.engine.search.get('definition', key);
  if (row === null)
    throw invalidRequest(`No process definition found with id '${id}': processDefinition is null`, 404, 0);
  await removeVersion(call, row);
  return new EmptyAnswer(200);
}

/** Of one tenant where its id is in the path, else of all. */
export async function removeAllVersions(call: Call): Promise<undefined> {
  const key = call.param('key');
  const tenantId = call.param('tenantId');
  const rows = await call.engine.search.find('definition', {
    where: [{ field: 'processId', op: '=', value: key }, ...(tenantId === '' ? [] : [ofTenant(tenantId)])],
    sort: [{ field: 'version', order: 'desc' }],
  });
  if (rows.length === 0)
    throw invalidRequest(`No process definition found with key '${key}': processDefinitions is empty`, 404);
  for (const row of rows) await removeVersion(call, row);
  return undefined;
}

/** `cascade` ends what runs and then removes the version. */
async function removeVersion(call: Call, row: DefinitionSearchRow): Promise<void> {
  const id = idOf(row);
  if (call.queryFlag('cascade')) await cancelAll(call, row.key);
  const audit = call.audit('definition.delete', 'destructive', {
    targetKind: 'definition',
    targetKey: row.key,
    definitionKey: row.key,
    before: { processId: row.processId, version: row.version },
  });
  const outcome = await call.engine.deleteDefinition(row.key, { audit });
  if (outcome.kind !== 'rejection') return;
  const running = await call.engine.search.count('instance', {
    where: [
      { field: 'definitionKey', op: '=', value: row.key },
      { field: 'endedAt', op: 'isNull' },
    ],
  });
  throw rejected(outcome, {
    invalidState: () =>
      processEngineException(
        `ENGINE-03076 Deletion of process definition without cascading failed. Process definition with id: ${id} can't be deleted, because there are ${running} dependent process instances.`,
      ),
  });
}

/** Instances that are ended at a time. */
const CANCEL_BATCH = 500;

async function cancelAll(call: Call, definitionKey: string): Promise<void> {
  for (;;) {
    const running = await call.engine.search.find('instance', {
      where: [
        { field: 'definitionKey', op: '=', value: definitionKey },
        { field: 'endedAt', op: 'isNull' },
      ],
      limit: CANCEL_BATCH,
    });
    if (running.length === 0) return;
    await Promise.all(
      running.map((instance) =>
        call.engine.execute({
          type: 'cancelInstance',
          instanceKey: instance.key,
          reason: 'Cascade deletion',
          onlyRoot: false,
        }),
      ),
    );
  }
}
