import type { FastifyReply } from 'fastify';
import type { Rejection, RejectionCode } from '@/engine/index.ts';

/** An answer that is no success, in the words of RFC 7807. Thrown by a route, sent by the error handler. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
  }
}

/** The request has a body, or should have one, in a form that nothing here reads. */
export class UnknownMediaType extends Error {}

/** The request is well formed, but what it says is not possible. */
export const invalidArgument = (detail: string) => new Problem(400, 'INVALID_ARGUMENT', detail);
/** The request could not be read at all. */
export const unreadable = (detail = 'Failed to read request') => new Problem(400, 'Bad Request', detail);
export const notFound = (detail: string) => new Problem(404, 'NOT_FOUND', detail);

/** Clients look at the title of a timeout: Camunda 8 names the exception of its own gateway. */
export const gatewayTimeout = () =>
  new Problem(
    504,
    'java.util.concurrent.TimeoutException',
    'Expected to handle REST API request, but request timed out between gateway and broker',
  );

/** Statuses and titles of the engine's refusals. `failed` is a step that threw, which only Camunda 7's processes do. */
const refusals: Readonly<Record<RejectionCode, { readonly status: number; readonly title: string }>> = {
  notFound: { status: 404, title: 'NOT_FOUND' },
  lockedByOther: { status: 409, title: 'INVALID_STATE' },
  invalidState: { status: 409, title: 'INVALID_STATE' },
  invalidArgument: { status: 400, title: 'INVALID_ARGUMENT' },
  alreadyClaimed: { status: 409, title: 'INVALID_STATE' },
  noStartEvent: { status: 409, title: 'INVALID_STATE' },
  failed: { status: 409, title: 'INVALID_STATE' },
};

/** What a command says for each refusal; the engine's own words where it has none of its own. */
export type RefusalSentences = Partial<Record<RejectionCode, string>>;

/** A command's rejection as Camunda 8 words it: `Command 'X' rejected with code 'Y': …`. */
export function rejected(command: string, rejection: Rejection, sentences: RefusalSentences = {}): Problem {
  const { status, title } = refusals[rejection.code];
  return commandProblem(command, status, title, sentences[rejection.code] ?? rejection.message);
}

export function commandProblem(command: string, status: number, title: string, sentence: string): Problem {
  return new Problem(status, title, `Command '${command}' rejected with code '${title}': ${sentence}`);
}

export function sendProblem(
  reply: FastifyReply,
  path: string,
  problem: Pick<Problem, 'status' | 'title' | 'message'>,
): FastifyReply {
  const { status, title, message: detail } = problem;
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify({ type: 'about:blank', title, status, detail, instance: path })));
}
