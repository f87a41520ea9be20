import type { FastifyRequest } from 'fastify';
import { type AuditRecord, type Engine, NOTHING_TOLD, type Sender } from '@/engine/index.ts';
import type { ReportFailure } from '../http/unexpected-failure.ts';

/** What every resource of the API gets. */
export interface ApiContext {
  readonly engine: Engine;
  readonly report: ReportFailure;
}

type Operation = Pick<AuditRecord, 'operation' | 'risk'> &
  Partial<Pick<AuditRecord, 'targetKind' | 'targetKey' | 'instanceKey' | 'definitionKey' | 'after'>>;

/** Who asks, for what comes of it. */
export function senderOf({ apiClient }: FastifyRequest): Sender {
  return { kind: 'client', id: apiClient?.id ?? null, name: apiClient?.name ?? null, channel: 'rest8' };
}

/** The log entry of an operation that people want to find again. Jobs' own life is not logged: instances show it. */
export function auditOf(request: FastifyRequest, operation: Operation): AuditRecord {
  const client = request.apiClient;
  return {
    ...NOTHING_TOLD,
    actorKind: 'client',
    actorId: client?.id ?? null,
    actorName: client?.name ?? null,
    address: request.ip,
    channel: 'rest8',
    ...operation,
  };
}
