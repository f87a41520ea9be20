import type { Call, RouteTable } from './call.ts';
import { dateText } from './dates.ts';
import { pageOf, sortingOfBody, sortingOfQuery } from './query/sorting.ts';

/** The version of the API that is spoken, which clients compare; not this product's own. */
const API_VERSION = '7.24.0';

/**
 * `/engine`, `/version`, and what else a server says of itself. Nothing is ever sent to anybody, whatever a client asks
 * for.
 */
export function serverRoutes(routes: RouteTable): void {
  routes.add('GET', '/engine', async () => [{ name: 'default' }]);
  routes.add('GET', '/version', async () => ({ version: API_VERSION }));
  routes.add('GET', '/telemetry/configuration', async () => ({ enableTelemetry: false }));
  routes.add('POST', '/telemetry/configuration', async (call) => {
    call.body().flag('enableTelemetry');
  });
  const sorts = { timestamp: 'timestamp' };
  routes.add('GET', '/schema/log', async (call) => {
    const [sorting] = sortingOfQuery(call, sorts);
    return schemaLog(call, call.query('version'), sorting?.order);
  });
  routes.add('POST', '/schema/log', async (call) => {
    const body = call.body();
    const [sorting] = sortingOfBody(body, sorts);
    return schemaLog(call, body.text('version') ?? undefined, sorting?.order);
  });
}

/** The changes of the database's tables so far. */
async function schemaLog(
  call: Call,
  version: string | undefined,
  order: 'asc' | 'desc' = 'asc',
): Promise<readonly unknown[]> {
  const changes = (await call.engine.search.schemaChanges()).filter(
    ({ name }) => version === undefined || name === version,
  );
  const { offset, limit } = pageOf(call);
  return (order === 'desc' ? [...changes].reverse() : changes)
    .slice(offset, limit === undefined ? undefined : offset + limit)
    .map(({ id, name, at }) => ({ id, timestamp: dateText(at), version: name }));
}
