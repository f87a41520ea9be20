import type { StopRule } from '@/lib/console/contract.ts';

/** As it is written; a part that is empty does not hold. */
export interface StopRuleDraft {
  readonly isOn: boolean;
  readonly percent: string;
  readonly ofAtLeast: string;
  readonly failed: string;
}

/** What stands in the dialog until somebody writes something else. */
export const USUAL_STOP_RULE: StopRuleDraft = { isOn: true, percent: '5', ofAtLeast: '100', failed: '50' };

const MAX_PERCENT = 99;
const MAX_ITEMS = 100_000;

/** undefined: none. null: nothing can be made of what is written. */
export function stopRuleOf({ isOn, percent, ofAtLeast, failed }: StopRuleDraft): StopRule | null | undefined {
  if (!isOn) return undefined;
  if (!isPercent(percent) || !isNumber(ofAtLeast, percent === '') || !isNumber(failed, true)) return null;
  if (percent === '' && failed === '') return null;
  return {
    failed: failed === '' ? null : Number(failed),
    share: percent === '' ? null : { percent: Number(percent), ofAtLeast: Number(ofAtLeast) },
  };
}

export const isPercent = (text: string): boolean =>
  text === '' || (/^\d{1,2}$/.test(text) && Number(text) <= MAX_PERCENT);
/** From 1 on. */
export const isNumber = (text: string, mayBeEmpty: boolean): boolean =>
  text === '' ? mayBeEmpty : /^[1-9]\d{0,5}$/.test(text) && Number(text) <= MAX_ITEMS;
