import { parseArgs } from 'node:util';
import pg from 'pg';
import { StoredApiClients } from '@/lib/auth/api-clients.ts';
import { runningEmbeddedUrl } from '@/lib/database/embedded-postgres.ts';

const usage =
  'npm run api-client -- create ID [--name NAME] [--scope camunda7] [--scope camunda8]\n(DATABASE_URL, or the embedded database of a product that runs)';
const scopes = ['camunda7', 'camunda8'];

/** Makes an API client and gives its secret, which is shown this once. */
export async function createApiClient(
  args: readonly string[],
  source: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { name: { type: 'string' }, scope: { type: 'string', multiple: true } },
  });
  const [verb, id] = positionals;
  if (verb !== 'create' || id === undefined || positionals.length > 2) throw new Error(usage);
  const wanted = values.scope ?? scopes;
  const unknown = wanted.find((scope) => !scopes.includes(scope));
  if (unknown !== undefined) throw new Error(`There is no scope ${unknown}: choose from ${scopes.join(', ')}.`);
  const databaseUrl = source.DATABASE_URL || (await runningEmbeddedUrl(source.WHEELHOUSE_DATA_DIR || '.wheelhouse'));
  if (databaseUrl === null)
    throw new Error(
      'There is no DATABASE_URL, and no product runs with an embedded database in this data folder: start it first.',
    );
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const secret = await new StoredApiClients(client).create({ id, name: values.name ?? id, scopes: wanted });
    if (secret === null) throw new Error(`There is an API client ${id} already.`);
    return secret;
  } finally {
    await client.end();
  }
}
