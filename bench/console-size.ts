/** What the console's queries are measured on; a part of it for the test of their plans. */
export interface Size {
  readonly instances: number;
  readonly alive: number;
  readonly tasks: number;
  readonly auditEntries: number;
  readonly batchItems: number;
  /** Early messages, and as many that are buffered. */
  readonly messages: number;
  /** Processes whose instances are long gone: five versions of twenty elements each, which were counted. */
  readonly pastProcesses: number;
  /** Accounts, notices of each of three, saved views. */
  readonly people: number;
  readonly notices: number;
  /** Element instances of one instance that has many. */
  readonly elementsOfOne: number;
}

export const SIZE: Size = {
  instances: 100_000,
  alive: 30_000,
  tasks: 20_000,
  auditEntries: 100_000,
  batchItems: 10_000,
  messages: 10_000,
  pastProcesses: 60,
  people: 300,
  notices: 10_000,
  elementsOfOne: 10_000,
};

export const FIRST_KEY = 2_000_000_000_000_000n;
/** Key of the nth instance, from 1; keys rise with time. */
export const instanceKey = (n: number): string => String(FIRST_KEY + BigInt(n) * 100n);
export const DEFINITION = { newest: '1003', older: '1001', other: '1005', rare: '1006' } as const;
/** The instance of many elements lies beyond all others: its parts have no place between two. */
export const largeKey = ({ instances }: Pick<Size, 'instances'>): string => instanceKey(2 * instances);

/** Every tenth instance is of the small process, one of a thousand of a rare one, the others of three versions. */
export const DEFINITION_OF = `case when n % 1000 = 999 then 1006 when n % 10 = 9 then 1005 when n < 40000 then 1001 when n < 70000 then 1002 else 1003 end`;
export const KEY = `${FIRST_KEY} + n * 100`;

/** Of the nth instance, in SQL: whether it lives, has an incident, when it began and ended. */
export function factsOf(size: Size): Readonly<Record<'ALIVE' | 'FAILED' | 'STARTED' | 'ENDED', string>> {
  // The newest live; of those every third has an incident.
  const ALIVE = `n > ${size.instances - size.alive}`;
  // One instance in ten seconds, the last one now.
  const STARTED = `now() - (${size.instances} - n) * interval '10 seconds'`;
  return {
    ALIVE,
    FAILED: `${ALIVE} and n % 3 = 0`,
    STARTED,
    // Most are through after five minutes; some took days, and ended one after the other until now.
    ENDED: `case when n % 14 = 0 then now() - n * interval '70 milliseconds' else ${STARTED} + interval '5 minutes' end`,
  };
}
