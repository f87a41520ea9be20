import type { Condition, DefinitionSearchRow } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { definitionId, definitionKeyOf } from './ids.ts';
import { invalidRequest, RestError, restException } from './rest-error.ts';
import { unknownDefinition } from './unknown-definition.ts';

export const idOf = (row: DefinitionSearchRow): string =>
  definitionId({ processId: row.processId, definitionVersion: row.version, definitionKey: row.key });

export async function byId(call: Call): Promise<DefinitionSearchRow> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const row = key === null ? null : await call.engine.search.get('definition', key);
  if (row === null || (id !== key && idOf(row) !== id))
    throw invalidRequest(`No matching definition with id ${id}`, 404, 0);
  return row;
}

/** By its id, where what is not deployed is told in the engine's own words. */
export async function known(call: Call, status: 400 | 500): Promise<DefinitionSearchRow> {
  const id = call.param('id');
  const key = definitionKeyOf(id);
  const row = key === null ? null : await call.engine.search.get('definition', key);
  if (row !== null) return row;
  throw status === 400
    ? new RestError(400, 'NotFoundException', unknownDefinition(id), 0)
    : new RestError(500, 'NullPointerException', unknownDefinition(id));
}

export const noSuchKey = (key: string, tenantId: string): RestError =>
  restException(
    404,
    `No matching process definition with key: ${key} and ${tenantId === '' ? 'no tenant-id' : `tenant-id: ${tenantId}`}`,
    null,
  );

export async function byKey(call: Call): Promise<DefinitionSearchRow> {
  const key = call.param('key');
  const tenantId = call.param('tenantId');
  const [row] = await call.engine.search.find('definition', {
    where: [
      { field: 'processId', op: '=', value: key },
      ofTenant(tenantId),
      { field: 'isLatest', op: '=', value: true },
    ],
    limit: 1,
  });
  if (row === undefined) throw noSuchKey(key, tenantId);
  return row;
}

export const ofTenant = (tenantId: string): Condition<'definition'> =>
  tenantId === '' ? { field: 'tenantId', op: 'isNull' } : { field: 'tenantId', op: '=', value: tenantId };
