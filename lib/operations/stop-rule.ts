import { z } from 'zod';
import type { StopRule } from '@/engine/index.ts';
import { counted } from './counted.ts';
import { MAX_CHOSEN } from './parameter-schemas.ts';

const MAX_PERCENT = 99;

/** When a batch pauses by itself: by a number of failures, by a part that failed, or by whichever comes first. */
export const stopRuleSchema = z
  .strictObject({
    failed: z.number().int().min(1).max(MAX_CHOSEN).nullable(),
    share: z
      .strictObject({
        percent: z.number().int().min(0).max(MAX_PERCENT),
        ofAtLeast: z.number().int().min(1).max(MAX_CHOSEN),
      })
      .nullable(),
  })
  .refine(({ failed, share }) => failed !== null || share !== null, 'A stop rule says when.');

/** Of the preview: when it would pause; nothing is said of a batch that goes on whatever fails. */
export function stopEffects(rule: StopRule | undefined): readonly string[] {
  return rule === undefined ? [] : [`It pauses by itself ${whenOf(rule)}; what is under way by then still ends.`];
}

/** `as soon as more than 5 % of at least 100 that came to an end have failed, or 50 items have failed`. */
function whenOf({ failed, share }: StopRule): string {
  const ofShare =
    share === null
      ? []
      : [`more than ${share.percent} % of at least ${share.ofAtLeast} that came to an end have failed`];
  const ofNumber = failed === null ? [] : [`${counted(failed, 'item', ['has', 'have'])} failed`];
  return `as soon as ${[...ofShare, ...ofNumber].join(', or ')}`;
}

/** Of the audit entry. */
export function ruleNoted(rule: StopRule | undefined): { readonly stopRule?: StopRule } {
  return rule === undefined ? {} : { stopRule: rule };
}
