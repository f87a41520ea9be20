import { type Demand, isAtMost, type Permission, type RiskClass } from './permissions.ts';
import type { Person } from './person.ts';
import { type Grant, ROLES, type RoleId } from './roles.ts';

/** What is to be done, as far as a grant can be limited by it. */
export interface Occasion {
  /** Process id; undefined: nothing of one definition. */
  readonly definition?: string;
  readonly risk?: RiskClass;
}

export interface Allowed {
  readonly isAllowed: true;
  /** Only what belongs to the person. */
  readonly isOwnOnly: boolean;
  /** Process ids to keep to; null: all. */
  readonly definitions: readonly string[] | null;
}

export interface Denied {
  readonly isAllowed: false;
  readonly permission: Permission;
  /** Labels of the roles that would do. */
  readonly rolesWithPermission: readonly string[];
  /** A sentence for the person. */
  readonly message: string;
}

const ANYTHING: Allowed = { isAllowed: true, isOwnOnly: false, definitions: null };

/** May this person do this here? Every query and every operation asks it, with each request. */
export function authorize(person: Person, demand: Demand, occasion: Occasion = {}): Allowed | Denied {
  if (demand === 'session') return ANYTHING;
  const fitting = person.roles.flatMap((role) => {
    const grant = ROLES[role.id].grants[demand];
    return grant !== undefined && fits(grant, role.definitions, occasion)
      ? [{ grant, definitions: role.definitions }]
      : [];
  });
  if (fitting.length === 0) return denied(person, demand, occasion);
  const isUnlimited = fitting.some((each) => each.definitions === null);
  return {
    isAllowed: true,
    isOwnOnly: fitting.every((each) => each.grant.only === 'own'),
    definitions: isUnlimited ? null : fitting.flatMap((each) => each.definitions ?? []),
  };
}

function fits(grant: Grant, definitions: readonly string[] | null, occasion: Occasion): boolean {
  if (occasion.risk !== undefined && grant.upTo !== undefined && !isAtMost(occasion.risk, grant.upTo)) return false;
  if (definitions === null) return grant.needsDefinition !== true;
  return occasion.definition === undefined || definitions.includes(occasion.definition);
}

function denied(person: Person, permission: Permission, occasion: Occasion): Denied {
  const rolesWithPermission = Object.values(ROLES)
    .filter((role) => isEnough(role.grants[permission], occasion))
    .map((role) => role.label);
  return {
    isAllowed: false,
    permission,
    rolesWithPermission,
    message: sentence(person, permission, occasion, rolesWithPermission),
  };
}

function isEnough(grant: Grant | undefined, occasion: Occasion): boolean {
  if (grant === undefined || grant.needsDefinition === true) return false;
  return occasion.risk === undefined || grant.upTo === undefined || isAtMost(occasion.risk, grant.upTo);
}

function sentence(person: Person, permission: Permission, occasion: Occasion, roles: readonly string[]): string {
  const limit = limitOf(person, permission);
  const has = roles.length === 0 ? 'No role has it by default.' : `Roles that have it: ${roles.join(', ')}.`;
  if (occasion.risk !== undefined && limit !== null) {
    return `Your permission ${permission} reaches up to ${limit} risk, and this is ${occasion.risk}. ${has}`;
  }
  const where = occasion.definition === undefined ? '' : ` on ${occasion.definition}`;
  return `This needs the permission ${permission}${where}. ${has}`;
}

/** The highest class that the person's own grants reach, if it is that which stands in the way. */
function limitOf(person: Person, permission: Permission): RiskClass | null {
  const limits = person.roles.flatMap((role) => ROLES[role.id].grants[permission]?.upTo ?? []);
  return limits.reduce<RiskClass | null>(
    (best, limit) => (best === null || isAtMost(best, limit) ? limit : best),
    null,
  );
}

/** Ids of a person's roles, for the audit entry. */
export function roleText(person: Person): string {
  return person.roles.map((role): RoleId => role.id).join(', ');
}
