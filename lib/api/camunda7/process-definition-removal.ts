import type { AuditRecord, DefinitionSearchRow, Rejection } from '@/engine/index.ts';
import { type Call, EmptyAnswer } from './call.ts';
import { definitionKeyOf } from './ids.ts';
import { rejected } from './rejections.ts';
import { invalidRequest, processEngineException, type RestError } from './rest-error.ts';
import { idOf, ofTenant } from './called-definition.ts';

export async function remove(call: Call): Promise<EmptyAnswer> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const row = key === null ? null : await call.engine.search.get('definition', key);
  if (row === null)
    throw invalidRequest(`No process definition found with id '${id}': processDefinition is null`, 404, 0);
  await removeVersions(call, [row]);
  return new EmptyAnswer(200);
}

/** All or none; of one tenant where its id is in the path, else of all. */
export async function removeAllVersions(call: Call): Promise<undefined> {
  const key = call.param('key');
  const tenantId = call.param('tenantId');
  const rows = await call.engine.search.find('definition', {
    where: [{ field: 'processId', op: '=', value: key }, ...(tenantId === '' ? [] : [ofTenant(tenantId)])],
    sort: [{ field: 'version', order: 'desc' }],
  });
  if (rows.length === 0)
    throw invalidRequest(`No process definition found with key '${key}': processDefinitions is empty`, 404);
  await removeVersions(call, rows);
  return undefined;
}

/** `cascade` ends what runs and then removes the versions; nothing is ended where they cannot go for another reason. */
async function removeVersions(call: Call, rows: readonly DefinitionSearchRow[]): Promise<void> {
  const isCascade = call.queryFlag('cascade');
  const deletions = rows.map((row) => ({ key: row.key, audit: auditOf(call, row) }));
  for (let pass = 1; ; pass++) {
    const outcome = await call.engine.deleteDefinitions(deletions);
    if (outcome.kind !== 'rejection') return;
    const isInTheWay = isCascade && outcome.details.reason === 'running';
    if (!isInTheWay || pass > CASCADE_PASSES) throw await refusal(call, rows, outcome);
    for (const row of rows) await cancelAll(call, row.key);
  }
}

const auditOf = (call: Call, { key, processId, version }: DefinitionSearchRow): AuditRecord =>
  call.audit('definition.delete', 'destructive', {
    targetKind: 'definition',
    targetKey: key,
    definitionKey: key,
    before: { processId, version },
    after: { cascade: call.queryFlag('cascade') },
  });

async function refusal(call: Call, rows: readonly DefinitionSearchRow[], outcome: Rejection): Promise<RestError> {
  const row = rows.find(({ key }) => key === outcome.details.key);
  if (row === undefined || outcome.details.reason !== 'running') return rejected(outcome, {});
  const running = await call.engine.search.count('instance', {
    where: [
      { field: 'definitionKey', op: '=', value: row.key },
      { field: 'endedAt', op: 'isNull' },
    ],
  });
  return rejected(outcome, {
    invalidState: () =>
      processEngineException(
        `ENGINE-03076 Deletion of process definition without cascading failed. Process definition with id: ${idOf(row)} can't be deleted, because there are ${running} dependent process instances.`,
      ),
  });
}

/** How often what was started while versions were on their way out is ended too. */
const CASCADE_PASSES = 3;
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
