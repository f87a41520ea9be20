import type { Rejection, RejectionCode } from './decision.ts';

export function reject(code: RejectionCode, message: string, details: Rejection['details'] = {}): Rejection {
  return { kind: 'rejection', code, message, details };
}
