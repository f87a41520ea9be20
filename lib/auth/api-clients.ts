import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's cost (2^14), block size and parallelism: some 50 ms and 16 MiB on an ordinary core. */
const SCRYPT = { cost: 16_384, blockSize: 8, parallelization: 1 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const SECRET_BYTES = 24;
/** A secret has 32 characters; longer ones that people choose are fine, but not without end. */
const MAX_SECRET_LENGTH = 512;
/** `last_used_at` is written at most this often. */
const LAST_USED_STEP = '1 minute';

/** What is needed of a database: pg's Pool and Client have it. */
export interface Queryable {
  query<Row>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Row[]; readonly rowCount: number | null }>;
}

export interface ApiClientRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly disabledAt: Date | null;
}

interface SecretRow {
  id: string;
  name: string;
  scopes: string[];
  secret_hash: string;
}

const COLUMNS =
  'id, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt", disabled_at as "disabledAt"';

/** The programs that may call the engine's APIs: who they are, and whether a secret is theirs. */
export class StoredApiClients {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Null: unknown, disabled or wrong. An unknown id costs as much time as a wrong secret. */
  async verify(id: string, secret: string): Promise<{ id: string; name: string; scopes: readonly string[] } | null> {
    if (secret.length > MAX_SECRET_LENGTH || id.includes('\0')) return null;
    const { rows } = await this.#database.query<SecretRow>(
      'select id, name, scopes, secret_hash from api_client where id = $1 and disabled_at is null',
      [id],
    );
    const row = rows[0];
    const isRight = await isSecret(secret, row?.secret_hash ?? nobodysHash);
    if (row === undefined || !isRight) return null;
    await this.#database.query(
      `update api_client set last_used_at = now() where id = $1
        and (last_used_at is null or last_used_at < now() - interval '${LAST_USED_STEP}')`,
      [id],
    );
    return { id: row.id, name: row.name, scopes: row.scopes };
  }

  async find(id: string): Promise<{ id: string; name: string; scopes: readonly string[] } | null> {
    const { rows } = await this.#database.query<ApiClientRow>(
      `select ${COLUMNS} from api_client where id = $1 and disabled_at is null`,
      [id],
    );
    return rows[0] ?? null;
  }

  async list(): Promise<readonly ApiClientRow[]> {
    return (await this.#database.query<ApiClientRow>(`select ${COLUMNS} from api_client order by id`)).rows;
  }

  /** Gives the secret, this once. Null: the id is taken. A secret of one's own is for the demo and for tests. */
  async create(client: {
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly secret?: string;
  }): Promise<string | null> {
    const secret = client.secret ?? randomBytes(SECRET_BYTES).toString('base64url');
    const { rowCount } = await this.#database.query(
      'insert into api_client (id, name, secret_hash, scopes) values ($1, $2, $3, $4) on conflict (id) do nothing',
      [client.id, client.name, await hashSecret(secret), client.scopes],
    );
    return rowCount === 1 ? secret : null;
  }

  /** Takes effect within half a minute on every node. False: there is no such client. */
  async setDisabled(id: string, isDisabled: boolean): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      'update api_client set disabled_at = case when $2::boolean then coalesce(disabled_at, now()) end where id = $1',
      [id, isDisabled],
    );
    return rowCount === 1;
  }

  /** A new secret; the old one is good for half a minute more at most. Null: there is no such client. */
  async renewSecret(id: string): Promise<string | null> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const { rowCount } = await this.#database.query('update api_client set secret_hash = $2 where id = $1', [
      id,
      await hashSecret(secret),
    ]);
    return rowCount === 1 ? secret : null;
  }
}

/** Costs a check of nobody's secret as much as of somebody's. */
const nobodysHash = `scrypt$${SCRYPT.cost}$${SCRYPT.blockSize}$${SCRYPT.parallelization}$${randomBytes(SALT_BYTES).toString('base64')}$${randomBytes(KEY_BYTES).toString('base64')}`;

async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await deriveKey(secret, salt, SCRYPT);
  return `scrypt$${SCRYPT.cost}$${SCRYPT.blockSize}$${SCRYPT.parallelization}$${salt.toString('base64')}$${key.toString('base64')}`;
}

async function isSecret(secret: string, hash: string): Promise<boolean> {
  const [, cost, blockSize, parallelization, salt = '', key = ''] = hash.split('$');
  const expected = Buffer.from(key, 'base64');
  const found = await deriveKey(secret, Buffer.from(salt, 'base64'), {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
  });
  return expected.byteLength === found.byteLength && timingSafeEqual(expected, found);
}

function deriveKey(
  secret: string,
  salt: Buffer,
  options: { readonly cost: number; readonly blockSize: number; readonly parallelization: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, { ...options, maxmem: 256 * options.cost * options.blockSize }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
