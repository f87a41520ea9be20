import type { AuditRecord } from '@/engine/index.ts';
import type { OperationContext, Target } from './operation.ts';

/** It has no object of its own yet: its key comes with the request. */
export const EXPORT_TARGET: Target = {
  kind: 'export',
  key: '',
  instanceKey: null,
  definitionKey: null,
  processId: '',
  elementId: null,
  businessKey: null,
};

/** How long a request that was never fetched is kept. */
const KEPT = '1 day';

/** A file that is asked for and recorded here, and then fetched once by whoever asked. Gives its key. */
export async function requestExport(
  { engine, person }: Pick<OperationContext, 'engine' | 'person'>,
  audit: AuditRecord,
  request: object,
): Promise<string> {
  let exportKey = '';
  await engine.auditedChange(audit, async (connection) => {
    await connection.query({
      text: `delete from export_request where created_at < now() - interval '${KEPT}'`,
      values: [],
    });
    const {
      rows: [inserted],
    } = await connection.query<{ key: string }>({
      text: `insert into export_request (username, request, created_at) values ($1, $2, now())
        returning key::text as key`,
      values: [person.username, JSON.stringify(request)],
    });
    exportKey = inserted?.key ?? '';
  });
  return exportKey;
}
