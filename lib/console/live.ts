import type { ChangeHint, Engine } from '@/engine/index.ts';
import { randomUUID } from 'node:crypto';
import { authorize } from '@/lib/auth/authorize.ts';
import { currentPerson } from '@/lib/auth/current-person.ts';
import type { Person } from '@/lib/auth/person.ts';
import { isDatabaseAway } from './database-away.ts';
import { type DoorSurroundings, guarded, problem } from './door.ts';
import type { LiveHint } from './views/live-hint.ts';
import { GatheredHints } from './gathered-hints.ts';
import { isOwnOrigin } from './origin.ts';
import { removePage, renewPage } from './presence.ts';
import { RecentHints } from './recent-hints.ts';

/** Hints of this long are put together: at most two messages a second to each page. */
const GATHER_MS = 100;
const MIN_GAP_MS = 500;
/** Keeps proxies from closing a silent line; the session is looked at each time. */
const HEARTBEAT_MS = 15_000;
/** Pages of one session that may listen at the same time. */
const MAX_STREAMS_PER_SESSION = 12;

const streams = new Map<string, number>();
const recent = new WeakMap<Engine, RecentHints>();

function recentOf(engine: Engine): RecentHints {
  const known = recent.get(engine) ?? new RecentHints(engine);
  recent.set(engine, known);
  return known;
}

/** `GET /api/live`: server-sent hints, until the page goes away or the session ends. */
export async function answerLive(request: Request, surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () => {
    if (!isOwnOrigin(request, surroundings.settings))
      return problem({ code: 'origin', message: 'This request came from another site.' });
    const person = await currentPerson(request.headers, surroundings.database, surroundings.settings);
    if (person === null) return problem({ code: 'unauthenticated', message: 'Sign in to go on.' });
    if ((streams.get(person.sessionId) ?? 0) >= MAX_STREAMS_PER_SESSION)
      return problem({ code: 'unavailable', message: 'Too many open pages of this session.' });
    return new Response(hintStream(request, person, surroundings), {
      headers: {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  });
}

function hintStream(request: Request, person: Person, surroundings: DoorSurroundings): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = () => {};
  /** Names the page for what it says of itself. */
  const page = randomUUID();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const sender = new HintSender((hints) =>
        send(`event: hints\ndata: ${JSON.stringify(visibleHints(hints, person))}\n\n`),
      );
      const unsubscribe = surroundings.engine.onChange((hint) => sender.add(hint));
      const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS);
      streams.set(person.sessionId, (streams.get(person.sessionId) ?? 0) + 1);
      let isOpen = true;
      close = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        sender.stop();
        unsubscribe();
        leave(person.sessionId);
        void forget(surroundings, page, person);
      };
      const end = (event: string) => {
        if (!isOpen) return;
        close();
        send(`event: ${event}\ndata: {}\n\n`);
        controller.close();
      };
      const beat = async () => {
        try {
          const still = await currentPerson(request.headers, surroundings.database, surroundings.settings);
          if (still === null) end('session-over');
          else if (isOpen) {
            send(': still here\n\n');
            await renewPage(surroundings, page);
          }
        } catch {
          // The database is away: the page reconnects and learns more then.
          end('unavailable');
        }
      };
      request.signal.addEventListener('abort', close, { once: true });
      const missed = recentOf(surroundings.engine).all();
      send(`retry: 2000\nevent: ready\ndata: ${JSON.stringify({ page, isAllTold: missed !== null })}\n\n`);
      for (const hint of missed ?? []) sender.add(hint);
    },
    cancel: () => close(),
  });
}

/** Others see at once that the page is gone; while the database is away, it is forgotten when its time is over. */
async function forget(surroundings: DoorSurroundings, page: string, person: Person): Promise<void> {
  try {
    await removePage(surroundings, page, person.username);
  } catch (error) {
    if (!isDatabaseAway(error)) surroundings.report(error, page);
  }
}

function leave(sessionId: string): void {
  const left = (streams.get(sessionId) ?? 1) - 1;
  if (left <= 0) streams.delete(sessionId);
  else streams.set(sessionId, left);
}

/** Who may not read instances learns only that something of the tasks changed, or that somebody was told something. */
function visibleHints(hints: readonly LiveHint[], person: Person): readonly LiveHint[] {
  if (authorize(person, 'instance.read').isAllowed) return hints;
  const kinds = hints.flatMap((hint) => hint.kinds).filter((kind) => kind === 'userTask' || kind === 'notification');
  return kinds.length === 0 ? [] : [{ kinds: [...new Set(kinds)], instanceKeys: [], definitionKeys: [] }];
}

/** Hints, put together and not sent too often. */
class HintSender {
  readonly #send: (hints: readonly LiveHint[]) => void;
  readonly #gathered = new GatheredHints();
  #timer: NodeJS.Timeout | null = null;
  #sentAt = 0;

  constructor(send: (hints: readonly LiveHint[]) => void) {
    this.#send = send;
  }

  add(hint: ChangeHint): void {
    this.#gathered.add(hint);
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(GATHER_MS, this.#sentAt + MIN_GAP_MS - Date.now()));
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #flush(): void {
    this.#timer = null;
    this.#sentAt = Date.now();
    this.#send(this.#gathered.take());
  }
}
