import type { AccessRequest, NoticesRequest, PresenceRequest } from './views/notice-view.ts';
import type {
  DoorProblem,
  OperationName,
  OperationPreview,
  OperationRequest,
  OperationResult,
  QueryName,
  QueryParams,
  QueryView,
} from './contract.ts';

/** A refusal of the server, or a server that cannot be reached (`status` 0). */
export class DoorError extends Error {
  readonly status: number;
  readonly problem: DoorProblem;

  constructor(status: number, problem: DoorProblem) {
    super(problem.message);
    this.name = 'DoorError';
    this.status = status;
    this.problem = problem;
  }
}

/** `/api/queries/<name>?…` of a query: also its cache key. Empty values are left out. */
function queryUrl<N extends QueryName>(name: N, params: QueryParams<N>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') search.append(key, String(value));
  }
  search.sort();
  const text = search.toString();
  return text === '' ? `/api/queries/${name}` : `/api/queries/${name}?${text}`;
}

export async function fetchQuery<N extends QueryName>(
  name: N,
  params: QueryParams<N>,
  signal?: AbortSignal,
): Promise<QueryView<N>> {
  return (await ask(queryUrl(name, params), { method: 'GET', signal })) as QueryView<N>;
}

/** Between 0 and 1, as far as it is known. */
export type OnProgress = (part: number) => void;

/** The same, telling how much has come of an answer of about so many characters. */
export async function fetchLargeQuery<N extends QueryName>(
  name: N,
  params: QueryParams<N>,
  size: number,
  onProgress: OnProgress,
): Promise<QueryView<N>> {
  const answer = await fetch(queryUrl(name, params), { credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok || answer.body === null) throw new DoorError(answer.status, await problemOf(answer));
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    onProgress(Math.min(1, text.length / Math.max(1, size)));
  }
  return JSON.parse(text + decoder.decode()) as QueryView<N>;
}

/** Runs an operation for real. `onProgress`: how much of a large request has gone out. */
export async function runOperation<N extends OperationName>(
  name: N,
  request: Omit<OperationRequest<N>, 'mode'>,
  onProgress?: OnProgress,
): Promise<OperationResult> {
  const body = { ...request, mode: 'run' as const };
  return (await (onProgress === undefined
    ? post(name, body)
    : postLarge(`/api/operations/${name}`, JSON.stringify(body), onProgress))) as OperationResult;
}

/** `fetch` does not tell how much has gone out. */
async function postLarge(url: string, body: string, onProgress: OnProgress): Promise<unknown> {
  const answer = await new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('content-type', 'application/json');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      resolve(new Response(request.responseText, { status: request.status }));
    };
    request.onerror = () => {
      reject(
        new DoorError(0, {
          code: 'unavailable',
          message: 'The server cannot be reached at the moment.',
          reference: '',
        }),
      );
    };
    request.send(body);
  });
  if (answer.ok) return answer.json();
  throw new DoorError(answer.status, await problemOf(answer));
}

/** The person's own: which notices are read, which kinds make no sound. */
export async function sendNotices(body: NoticesRequest): Promise<void> {
  await send('/api/notices', body);
}

/** Tells the administrators that a permission is missed. */
export async function sendAccessRequest(body: AccessRequest): Promise<void> {
  await send('/api/access-requests', body);
}

/** What this page shows, for whoever looks at the same. */
export async function sendPresence(body: PresenceRequest): Promise<void> {
  await send('/api/presence', body);
}

function send(url: string, body: object): Promise<unknown> {
  return ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** Asks what it would do, whether it may, and what it demands. Nothing is done. */
export async function checkOperation<N extends OperationName>(
  name: N,
  request: Omit<OperationRequest<N>, 'mode'>,
): Promise<OperationPreview> {
  return (await post(name, { ...request, mode: 'check' })) as OperationPreview;
}

function post(name: OperationName, body: object): Promise<unknown> {
  return send(`/api/operations/${name}`, body);
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new DoorError(0, {
      code: 'unavailable',
      message: 'The server cannot be reached at the moment.',
      reference: '',
    });
  }
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  const response = await reach(url, init);
  if (response.ok) return response.json();
  throw new DoorError(response.status, await problemOf(response));
}

async function problemOf(response: Response): Promise<DoorProblem> {
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null && 'error' in body) return body.error as DoorProblem;
  } catch {
    // Not our own answer (a proxy's page, say): said below.
  }
  return { code: 'failed', message: `The server answered ${response.status} without a reason.`, reference: '' };
}

/** A file that a door makes: its content, and the name that the server gave it. */
export async function fetchFile(
  url: string,
  body?: object,
): Promise<{ readonly content: Blob; readonly name: string }> {
  const response = await reach(
    url,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new DoorError(response.status, await problemOf(response));
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  try {
    return { content: await response.blob(), name: name ?? 'download' };
  } catch {
    throw new DoorError(0, {
      code: 'unavailable',
      message: 'The file broke off on its way. Try again.',
      reference: '',
    });
  }
}
