import type { CompleteJob } from '@/engine/index.ts';
import type { RequestBody } from './request-body.ts';
import { refuseFaults } from './request-checks.ts';

const TYPES: readonly string[] = ['userTask', 'adHocSubProcess'];

/** What a worker says beside its variables: of an ad-hoc sub-process, what happens next. */
export function jobResult(body: RequestBody): Pick<CompleteJob, 'adHoc'> {
  const result = body.object('result');
  if (result === null) return {};
  const type = result.text('type') ?? 'userTask';
  refuseFaults([!TYPES.includes(type) && `The value for type is '${type}' but must be one of [${TYPES.join(', ')}].`]);
  if (type !== 'adHocSubProcess') return {};
  return {
    adHoc: {
      activate: activationsIn(result, 'activateElements'), isFulfilled: result.flag('isCompletionConditionFulfilled') ?? false,
      cancelsRemaining: result.flag('isCancelRemainingInstances') ?? false,
    },
  };
}

/** Elements by id, each with variables of its own. */
export function activationsIn(body: RequestBody, name: string): NonNullable<CompleteJob['adHoc']>['activate'] {
  const elements = body.objects(name).map((element) => ({ elementId: element.text('elementId') ?? '', variables: element.variables('variables') }));
  refuseFaults(elements.map(({ elementId }, n) => elementId === '' && `No elementId provided at ${name}[${n}].`));
  return elements;
}
