import type { Executed, Rejection } from '@/engine/index.ts';
import { rejectionWords } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import type { LiveInstance } from './instance-target.ts';

/** Work is done on what lives. */
export function isAliveCheck(instance: LiveInstance): OperationCheck {
  return instance.isEnded
    ? { name: 'Instance is running', result: 'blocked', evidence: 'It has ended: nothing can be changed any more.' }
    : { name: 'Instance is running', result: 'passed', evidence: 'It lives.' };
}

/** The dry run on the real engine. */
export function rehearsalCheck(rehearsed: Executed | Rejection): OperationCheck {
  return rehearsed.kind === 'executed'
    ? { name: 'Dry run on the engine', result: 'passed', evidence: 'The engine would accept it.' }
    : { name: 'Dry run on the engine', result: 'blocked', evidence: rejectionWords(rehearsed) };
}

export function leaseCheck(lease: { readonly worker: string | null; readonly lockUntil: Date | null }): OperationCheck {
  const isHeld = lease.worker !== null && lease.lockUntil !== null && lease.lockUntil.getTime() > Date.now();
  return isHeld
    ? {
        name: 'Nobody holds the job',
        result: 'look',
        evidence: `${lease.worker} holds it until ${lease.lockUntil?.toISOString()}.`,
      }
    : { name: 'Nobody holds the job', result: 'passed', evidence: 'No worker holds it.' };
}

export function skipCheck(skipsListeners: boolean, skipsMappings: boolean): OperationCheck {
  const skipped = [...(skipsListeners ? ['listeners'] : []), ...(skipsMappings ? ['input and output mappings'] : [])];
  return skipped.length === 0
    ? { name: 'Listeners and mappings', result: 'passed', evidence: 'They run as in the model.' }
    : { name: 'Listeners and mappings', result: 'look', evidence: `The model's ${skipped.join(' and ')} do not run.` };
}

/** Of a thing that is done now or at a time to come. */
export function timeCheck(at: string | null, now: number): OperationCheck {
  return at === null || Date.parse(at) > now
    ? { name: 'When', result: 'passed', evidence: at ?? 'Now.' }
    : { name: 'When', result: 'blocked', evidence: 'The time is over.' };
}
