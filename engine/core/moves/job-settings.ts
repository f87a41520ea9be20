import type { JobSetting } from '../decision.ts';
import { jobSourceId } from '../job-sources.ts';
import type { Job, Key } from '../state.ts';
import type { Step } from '../step.ts';

export function jobSettingOf(
  step: Step,
  instanceKey: Key,
  elementId: string,
  position: Job['position'],
): JobSetting | undefined {
  return step.definitionOf(instanceKey).jobSettings.get(jobSourceId({ elementId, position }));
}

/**
 * A new timer or continuation rests with its instance, or when its source was suspended, by itself or with its
 * definition.
 */
export function startsSuspended(step: Step, instanceKey: Key, elementId: string, position: Job['position']): boolean {
  const setting = jobSettingOf(step, instanceKey, elementId, position);
  return step.instance(instanceKey).isSuspended || (setting?.isSuspended ?? step.definitionOf(instanceKey).isSuspended);
}
