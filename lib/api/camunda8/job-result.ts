import type { CompleteJob } from '@/engine/index.ts';
import type { RequestBody } from './request-body.ts';
import { refuseFaults } from './request-checks.ts';
import { taskAttributesIn } from './user-task-changes.ts';

const TYPES: readonly string[] = ['userTask', 'adHocSubProcess'];

/**
 * What a worker says beside its variables: of an ad-hoc sub-process, what happens next; of a task's listener, whether
 * what is asked of the task may happen.
 */
export function jobResult(body: RequestBody): Pick<CompleteJob, 'adHoc' | 'ofTask'> {
  const result = body.object('result');
  if (result === null) return {};
  const type = result.text('type') ?? 'userTask';
  refuseFaults([!TYPES.includes(type) && `The value for type is '${type}' but must be one of [${TYPES.join(', ')}].`]);
  if (type !== 'adHocSubProcess') return { ofTask: listenerResult(result) };
  return {
    adHoc: {
      activate: activationsIn(result, 'activateElements'),
      isFulfilled: result.flag('isCompletionConditionFulfilled') ?? false,
      cancelsRemaining: result.flag('isCancelRemainingInstances') ?? false,
    },
  };
}

/** Null leaves an attribute as it is, an empty text or list takes it away. */
function listenerResult(result: RequestBody): NonNullable<CompleteJob['ofTask']> {
  const corrections = result.object('corrections');
  const assignee = corrections?.text('assignee') ?? null;
  return {
    ...(result.flag('denied') === true && { denied: result.text('deniedReason') ?? '' }),
    corrections: {
      ...(corrections && taskAttributesIn(corrections)),
      ...(assignee === null ? {} : { assignee: assignee === '' ? null : assignee }),
    },
  };
}

/** Elements by id, each with variables of its own. */
export function activationsIn(body: RequestBody, name: string): NonNullable<CompleteJob['adHoc']>['activate'] {
  const elements = body
    .objects(name)
    .map((element) => ({ elementId: element.text('elementId') ?? '', variables: element.variables('variables') }));
  refuseFaults(elements.map(({ elementId }, n) => elementId === '' && `No elementId provided at ${name}[${n}].`));
  return elements;
}
