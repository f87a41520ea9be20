import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { findView, ownershipCheck, screenSchema, viewPlan } from './view-target.ts';

/** Shows a view to everybody, or to its owner alone again. */
export const viewShare: Operation<'view.share'> = {
  name: 'view.share',
  parameters: z.strictObject({ viewKey: keySchema, isShared: z.boolean() }),
  plan: async (context, { viewKey, isShared }) => {
    const view = await findView(context, viewKey);
    if (view === null) return NOT_FOUND;
    const effect = isShared
      ? `Everybody sees the view ${view.name}.`
      : `Only ${view.owner} sees the view ${view.name}.`;
    return viewPlan('view.share', {
      viewKey,
      effects: [effect],
      checks: [ownershipCheck(context, view, !isShared)],
      before: { isShared: view.isShared },
      after: { isShared },
      run: async ({ audit }) => {
        await context.engine.auditedChange(audit, async (connection) => {
          await connection.query({
            text: 'update saved_view set is_shared = $1, updated_at = now() where key = $2::bigint',
            values: [isShared, viewKey],
          });
          // What is not seen any more is nobody's default.
          if (!isShared)
            await connection.query({
              text: 'delete from saved_view_default where view_key = $1::bigint and username <> $2',
              values: [viewKey, view.owner],
            });
        });
        return { kind: 'done', message: effect, instanceKey: null, version: null };
      },
    });
  },
};

export const viewDelete: Operation<'view.delete'> = {
  name: 'view.delete',
  parameters: z.strictObject({ viewKey: keySchema }),
  plan: async (context, { viewKey }) => {
    const view = await findView(context, viewKey);
    if (view === null) return NOT_FOUND;
    const effect = `The view ${view.name} is deleted.`;
    return viewPlan('view.delete', {
      viewKey,
      effects: [effect, ...(view.isShared ? ['Others lose it too.'] : [])],
      checks: [ownershipCheck(context, view, true)],
      before: {
        screen: view.screen,
        name: view.name,
        address: view.address,
        owner: view.owner,
        isShared: view.isShared,
      },
      after: null,
      run: async ({ audit }) => {
        await context.engine.auditedChange(audit, async (connection) => {
          await connection.query({ text: 'delete from saved_view where key = $1::bigint', values: [viewKey] });
        });
        return { kind: 'done', message: effect, instanceKey: null, version: null };
      },
    });
  },
};

/** What the person sees on a screen that is opened bare; without a view what everybody sees. */
export const viewSetDefault: Operation<'view.set-default'> = {
  name: 'view.set-default',
  parameters: z.strictObject({ screen: screenSchema, viewKey: keySchema.nullable() }),
  plan: async (context, { screen, viewKey }) => {
    const view = viewKey === null ? null : await findView(context, viewKey);
    if (viewKey !== null && (view === null || view.screen !== screen)) return NOT_FOUND;
    const [was] = await context.database.$queryRaw<{ viewKey: string }[]>(
      Prisma.sql`select view_key::text as "viewKey" from saved_view_default where username = ${context.person.username}
        and screen = ${screen}`,
    );
    const effect =
      view === null ? 'The screen opens as it does for everybody.' : `The screen opens with the view ${view.name}.`;
    return viewPlan('view.set-default', {
      viewKey: viewKey ?? '',
      effects: [effect],
      checks: [],
      before: { viewKey: was?.viewKey ?? null },
      after: { screen, view: view?.name ?? null },
      run: async ({ audit }) => {
        await context.engine.auditedChange(audit, async (connection) => {
          await connection.query(
            view === null
              ? {
                  text: 'delete from saved_view_default where username = $1 and screen = $2',
                  values: [context.person.username, screen],
                }
              : {
                  text: `insert into saved_view_default (username, screen, view_key) values ($1, $2, $3::bigint)
                    on conflict (username, screen) do update set view_key = excluded.view_key`,
                  values: [context.person.username, screen, view.key],
                },
          );
        });
        return { kind: 'done', message: effect, instanceKey: null, version: null };
      },
    });
  },
};
