import type { RoleId } from './roles.ts';

/** A role as somebody has it. */
export interface RoleOfPerson {
  readonly id: RoleId;
  /** Process ids that it is limited to; null: all. */
  readonly definitions: readonly string[] | null;
}

/** Who is signed in, as read from the database within the last seconds. */
export interface Person {
  readonly userId: string;
  /** The engine's user id of tasks. */
  readonly username: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly roles: readonly RoleOfPerson[];
  readonly sessionId: string;
}
