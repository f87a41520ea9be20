import type { RouteTable } from './call.ts';

/** The version of the API that is spoken, which clients compare; not this product's own. */
const API_VERSION = '7.24.0';

/** `/engine` and `/version`. */
export function serverRoutes(routes: RouteTable): void {
  routes.add('GET', '/engine', async () => [{ name: 'default' }]);
  routes.add('GET', '/version', async () => ({ version: API_VERSION }));
}
