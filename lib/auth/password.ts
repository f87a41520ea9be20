import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's cost (2^15), block size and parallelism: some 100 ms and 32 MiB on an ordinary core. */
const SCRYPT = { cost: 32_768, blockSize: 8, parallelization: 1 } as const;
const SCRYPT_MAX_MEMORY_BYTES = 64 * 1024 * 1024;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const MIN_PASSWORD_LENGTH = 12;
/** Long pass phrases are fine, but hashing megabytes is not. */
const MAX_PASSWORD_LENGTH = 256;
/** A password of one repeated character or a row of keys is no password. */
const MIN_DIFFERENT_CHARACTERS = 5;

/** Hash to be checked against when there is no such user, so that the answer takes as long. */
let decoy: Promise<string> | null = null;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, SCRYPT);
  return [
    'scrypt',
    SCRYPT.cost,
    SCRYPT.blockSize,
    SCRYPT.parallelization,
    salt.toString('base64'),
    key.toString('base64'),
  ].join('$');
}

/** `hash` null: there is no such user; costs the same time and is always false. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  if (password.length > MAX_PASSWORD_LENGTH) return false;
  decoy ??= hashPassword(randomBytes(SALT_BYTES).toString('hex'));
  const [algorithm, cost, blockSize, parallelization, salt, key] = (hash ?? (await decoy)).split('$');
  if (algorithm !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
  });
  return timingSafeEqual(actual, expected) && hash !== null;
}

/** Null: good enough. Otherwise what is wrong, as a sentence. Length counts; rules about signs do not. */
export function passwordProblem(password: string, username: string): string | null {
  if (password.length < MIN_PASSWORD_LENGTH) return `The password needs at least ${MIN_PASSWORD_LENGTH} characters.`;
  if (password.length > MAX_PASSWORD_LENGTH) return `The password may have at most ${MAX_PASSWORD_LENGTH} characters.`;
  if (new Set(password).size < MIN_DIFFERENT_CHARACTERS)
    return `The password needs at least ${MIN_DIFFERENT_CHARACTERS} different characters.`;
  if (username.length > 0 && password.toLowerCase().includes(username.toLowerCase()))
    return 'The password must not contain the user name.';
  return null;
}

function derive(
  password: string,
  salt: Buffer,
  cost: { cost: number; blockSize: number; parallelization: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem: SCRYPT_MAX_MEMORY_BYTES }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
