import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import { askedOperation, type DoorSurroundings, guarded, json, NOTHING_THERE, problem } from './door.ts';
import { NOTICE_KINDS } from './notice-kinds.ts';
import { placePage } from './presence.ts';
import { ownNotices } from './queries/notices.ts';
import { and, visible } from './queries/sql.ts';
import type { NoticesRequest, PresenceRequest } from './views/notice-view.ts';

/** What is the person's own and nobody else's business: no operation, and nothing for the audit log. */
const MAX_KEYS = 200;
const key = z.string().regex(/^\d{1,18}$/);

const noticesSchema: z.ZodType<NoticesRequest> = z.union([
  /** `all`: up to this one, so that what comes meanwhile stays unread. */
  z.strictObject({ read: z.union([z.array(key).min(1).max(MAX_KEYS), z.strictObject({ upTo: key })]) }),
  z.strictObject({ kind: z.enum(NOTICE_KINDS), isMuted: z.boolean() }),
]);

/** `POST /api/notices`: marks one's own as read, or mutes a kind. */
export function answerNotices(request: Request, surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () => {
    const asked = await askedOperation(request, surroundings);
    if (asked instanceof Response) return asked;
    const parsed = noticesSchema.safeParse(asked.body);
    if (!parsed.success) return problem({ code: 'invalid', message: 'Say which are read, or which kind is muted.' });
    const { database, engine, person } = asked.caller;
    if ('read' in parsed.data) {
      const { read } = parsed.data;
      const which =
        'upTo' in read
          ? Prisma.sql`o.key <= ${read.upTo}::bigint`
          : Prisma.sql`o.key = any(${[...read]}::text[]::bigint[])`;
      await database.$executeRaw(
        Prisma.sql`update notification o set read_at = now() where ${ownNotices(person)} and o.read_at is null
          and ${which}`,
      );
    } else if (parsed.data.isMuted) {
      await database.$executeRaw(
        Prisma.sql`insert into notification_mute (username, kind) values (${person.username}, ${parsed.data.kind})
          on conflict do nothing`,
      );
    } else {
      await database.$executeRaw(
        Prisma.sql`delete from notification_mute where username = ${person.username} and kind = ${parsed.data.kind}`,
      );
    }
    // Other pages of the same person count anew.
    engine.announce('notification', []);
    return json(200, { kind: 'done' });
  });
}

const presenceSchema: z.ZodType<PresenceRequest> = z.strictObject({
  page: z.uuid(),
  instance: key.nullable(),
  isChanging: z.boolean(),
});

/** `POST /api/presence`: what the page shows that holds this channel; only to whoever may see the instance. */
export function answerPresence(request: Request, surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () => {
    const asked = await askedOperation(request, surroundings);
    if (asked instanceof Response) return asked;
    const parsed = presenceSchema.safeParse(asked.body);
    if (!parsed.success) return problem({ code: 'invalid', message: 'Say which page shows which instance.' });
    const { database, engine, person } = asked.caller;
    const { page, instance, isChanging } = parsed.data;
    if (instance !== null) {
      const access = authorize(person, 'instance.read');
      if (!access.isAllowed) return problem(NOTHING_THERE);
      const [found] = await database.$queryRaw<object[]>(
        Prisma.sql`select 1 from instance i
          where i.key = ${instance}::bigint ${and(visible({ access }, 'i.definition_key'))}`,
      );
      if (found === undefined) return problem(NOTHING_THERE);
    }
    await placePage({ database, engine }, { page, person, instance, isChanging });
    return json(200, { kind: 'done' });
  });
}
