import { z } from 'zod';
import type { OperationCheck } from './contract.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import {
  addressSchema,
  findView,
  MAX_VIEWS_PER_PERSON,
  ownershipCheck,
  ownViews,
  screenSchema,
  viewNameSchema,
  viewPlan,
} from './view-target.ts';

/** Keeps a list's filters, columns and order under a name: a new view, or one of the person's own as it is now. */
export const viewSave: Operation<'view.save'> = {
  name: 'view.save',
  parameters: z.strictObject({
    viewKey: keySchema.optional(),
    screen: screenSchema,
    name: viewNameSchema,
    address: addressSchema,
  }),
  plan: async (context, { viewKey, screen, name, address }) => {
    const before = viewKey === undefined ? null : await findView(context, viewKey);
    if (viewKey !== undefined && (before === null || before.screen !== screen)) return NOT_FOUND;
    const owner = context.person.username;
    const effect =
      before === null
        ? `The view ${name} is kept.`
        : `The view ${before.name} is changed${before.name === name ? '' : ` and called ${name}`}.`;
    return viewPlan('view.save', {
      viewKey: viewKey ?? '',
      effects: [effect, ...(before?.isShared === true ? ['It is shared: others see the change.'] : [])],
      checks: [
        ...(before === null ? [] : [ownershipCheck(context, before, false)]),
        await nameCheck(context, screen, name, viewKey),
      ],
      before: before === null ? null : { name: before.name, address: before.address },
      after: { screen, name, address },
      run: async ({ audit }) => {
        let saved = '';
        await context.engine
          .auditedChange(audit, async (connection) => {
            const { rows } = await connection.query<{ key: string }>(
              before === null
                ? {
                    text: `insert into saved_view (screen, name, address, owner, created_at, updated_at)
                      values ($1, $2, $3, $4, now(), now()) on conflict (owner, screen, name) do nothing
                      returning key::text as key`,
                    values: [screen, name, address, owner],
                  }
                : {
                    text: `update saved_view set name = $1, address = $2, updated_at = now() where key = $3::bigint
                      and owner = $4 returning key::text as key`,
                    values: [name, address, before.key, owner],
                  },
            );
            saved = rows[0]?.key ?? '';
            if (saved === '') throw new ViewGone();
          })
          .catch((error: unknown) => {
            if (!(error instanceof ViewGone)) throw error;
          });
        return saved === ''
          ? { kind: 'conflict', message: 'The view was changed in the meantime.' }
          : { kind: 'done', message: effect, instanceKey: null, version: null, viewKey: saved };
      },
    });
  },
};

/** Ends the transaction, so that nothing is recorded as done. */
class ViewGone extends Error {}

async function nameCheck(
  { database, person }: OperationContext,
  screen: string,
  name: string,
  viewKey: string | undefined,
): Promise<OperationCheck> {
  const { count, sameName } = await ownViews(database, person.username, screen, name);
  const title = 'The name is free';
  if (sameName !== null && sameName !== viewKey)
    return { name: title, result: 'blocked', evidence: `You have a view called ${name} already.` };
  if (viewKey === undefined && count >= MAX_VIEWS_PER_PERSON)
    return { name: title, result: 'blocked', evidence: `You have ${MAX_VIEWS_PER_PERSON} views; delete some first.` };
  return { name: title, result: 'passed', evidence: 'No other view of yours has it.' };
}
