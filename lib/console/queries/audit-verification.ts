import { z } from 'zod';
import type { AuditVerificationView } from '../views/audit-view.ts';
import { defineQuery } from './query.ts';

/**
 * A part of the audit log's chain, computed anew: `after` and `hash` are the last link that the part before found
 * sound. Each part is a request of its own, so that a log of millions holds up nobody, and whoever asked goes on where
 * he likes.
 */
export const auditVerification = defineQuery('audit-verification', {
  permission: 'audit.verify',
  parameters: z.union([
    z.strictObject({
      after: z.string().regex(/^\d{1,18}$/, 'The number of an entry.'),
      hash: z.string().regex(/^[0-9a-f]{64}$/, 'The hash of an entry.'),
    }),
    z.strictObject({}),
  ]),
  run: async ({ engine }, from): Promise<AuditVerificationView> =>
    engine.verifyAudit('after' in from ? { n: BigInt(from.after), hash: from.hash } : null),
});
