import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import { planTriage, writeTriage } from './incident-group.ts';
import type { OperationCheck } from './contract.ts';
import type { Operation, OperationContext } from './operation.ts';
import { keySchema, userNameSchema } from './parameter-schemas.ts';
import { tellingOwner } from './told.ts';

/** Says who takes care of the failures; who does so has seen them, so they are acknowledged too. */
export const incidentAssign: Operation<'incident.assign'> = {
  name: 'incident.assign',
  parameters: z.strictObject({ incidentKey: keySchema, owner: userNameSchema.nullable() }),
  plan: (context, { incidentKey, owner }) =>
    planTriage(context, 'incident.assign', incidentKey, async (group) => ({
      effect:
        owner === null
          ? `Nobody owns the failures at ${named(group.elementId)} any more.`
          : `${owner} takes care of the failures at ${named(group.elementId)}.`,
      checks: owner === null ? [] : [await personCheck(context, owner)],
      before: { owner: group.owner },
      after: { owner },
      company: (audit) =>
        tellingOwner(audit, context.person, owner, group, { kind: 'assigned', event: 'incidentAssigned' }),
      write: (connection, found, at) =>
        writeTriage(
          connection,
          found,
          { owner, ...(owner !== null && found.acknowledgedBy === null && { acknowledgedBy: owner }) },
          at,
        ),
    })),
};

async function personCheck({ database }: OperationContext, username: string): Promise<OperationCheck> {
  const person = await database.appUser.findUnique({ where: { username }, select: { name: true, disabledAt: true } });
  const name = 'The owner is a person of this console';
  if (person === null) return { name, result: 'blocked', evidence: `There is no user ${username}.` };
  return person.disabledAt === null
    ? { name, result: 'passed', evidence: person.name }
    : { name, result: 'blocked', evidence: `${person.name} can no longer sign in.` };
}
