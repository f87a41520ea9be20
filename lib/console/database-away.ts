/**
 * What says that the database was not there, or that the way to it broke off: of Prisma, of the driver, of the system,
 * of PostgreSQL itself.
 */
const AWAY_CODES: ReadonlySet<string> = new Set([
  'P1001',
  'P1002',
  'P1017',
  'P2024',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
]);
const AWAY_WORDS = [
  /can't reach database server/i,
  /Code: `(57P0[123]|08\d{3})`/,
  /connection terminated/i,
  /connection error and is not queryable/i,
  /timeout exceeded when trying to connect/i,
  /the database system is (shutting down|starting up|in recovery mode)/i,
  /connect ECONNREFUSED/,
];

/** Nothing is wrong with what was asked: the database cannot be reached at this moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && AWAY_CODES.has(error.code)) return true;
  return AWAY_WORDS.some((words) => words.test(error.message)) || isDatabaseAway(error.cause);
}
