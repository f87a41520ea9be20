import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AuditRecord, type Engine, NOTHING_TOLD, type Sender } from '@/engine/index.ts';
import { Fields } from './fields.ts';
import { RestError } from './rest-error.ts';

/** One request, as handlers see it. */
export class Call {
  readonly engine: Engine;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;

  constructor(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
    this.engine = engine;
    this.request = request;
    this.reply = reply;
  }

  param(name: string): string {
    const { params } = this.request;
    const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined;
    return typeof value === 'string' ? value : '';
  }

  /** The first of several with the same name; undefined: not given. */
  query(name: string): string | undefined {
    return this.queries().get(name);
  }

  queries(): ReadonlyMap<string, string> {
    const query: unknown = this.request.query;
    if (typeof query !== 'object' || query === null) return new Map();
    return new Map(
      Object.entries(query).map(([name, value]: [string, unknown]) => [
        name,
        String(Array.isArray(value) ? value[0] : value),
      ]),
    );
  }

  queryFlag(name: string, otherwise = false): boolean {
    const value = this.query(name);
    return value === undefined || value === '' ? otherwise : value === 'true';
  }

  /** The JSON body; an empty one is an object without members. */
  body(): Fields {
    const { body } = this.request;
    if (body === null) throw new RestError(500, 'NullPointerException', 'The body is null.');
    return new Fields(body ?? {});
  }

  /** Where this API stands, for links. */
  base(): string {
    return `${this.request.protocol}://${this.request.host}/engine-rest`;
  }

  /** Who asks, for what comes of it. */
  sender(): Sender {
    const { apiClient } = this.request;
    return { kind: 'client', id: apiClient?.id ?? null, name: apiClient?.name ?? null, channel: 'rest7' };
  }

  /** Who asks, for the audit log. */
  audit(
    operation: string,
    risk: AuditRecord['risk'],
    target: Partial<
      Pick<
        AuditRecord,
        'targetKind' | 'targetKey' | 'instanceKey' | 'definitionKey' | 'elementId' | 'before' | 'after' | 'note'
      >
    >,
  ): AuditRecord {
    const client = this.request.apiClient;
    return {
      ...NOTHING_TOLD,
      actorKind: 'client',
      actorId: client?.id ?? null,
      actorName: client?.name ?? null,
      address: this.request.ip,
      channel: 'rest7',
      operation,
      risk,
      ...target,
    };
  }
}

/** undefined: 204 without a body. */
export type Handler = (call: Call) => Promise<unknown>;
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Where resources put their operations; paths are below the API's base. */
export interface RouteTable {
  add(method: Method, path: string, handler: Handler): void;
  /** A POST of `multipart/form-data`, which all other operations refuse. */
  addUpload(path: string, handler: Handler): void;
  /** Before the listener waits for its last answers. */
  onClose(listener: () => void): void;
}

/** An answer that is no JSON: error details, a file. */
export class RawAnswer {
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;

  constructor(
    contentType: string,
    content: Uint8Array | string,
    headers: Readonly<Record<string, string>> = {},
    status = 200,
  ) {
    this.status = status;
    this.contentType = contentType;
    this.content = typeof content === 'string' ? Buffer.from(content) : content;
    this.headers = headers;
  }
}

/** 200 with nothing in it, where the original answers so. */
export class EmptyAnswer {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}
