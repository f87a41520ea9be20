import { expect, test } from 'vitest';
import { stopRuleOf, USUAL_STOP_RULE } from './stop-rule-draft.ts';

test.each([
  ['the usual one', {}, { failed: 50, share: { percent: 5, ofAtLeast: 100 } }],
  ['none', { isOn: false }, undefined],
  ['a number alone', { percent: '' }, { failed: 50, share: null }],
  ['a number alone, whatever was written beside', { percent: '', ofAtLeast: '' }, { failed: 50, share: null }],
  ['a part alone', { failed: '' }, { failed: null, share: { percent: 5, ofAtLeast: 100 } }],
  ['any failure', { percent: '0', ofAtLeast: '1' }, { failed: 50, share: { percent: 0, ofAtLeast: 1 } }],
  ['a part of nothing', { ofAtLeast: '' }, null],
  ['nothing', { percent: '', failed: '' }, null],
  ['all of them', { percent: '100' }, null],
  ['no number', { failed: '5.5' }, null],
  ['none at all', { failed: '0' }, null],
  ['more than a batch has', { failed: '100001' }, null],
] as const)('%s', (_, part, rule) => {
  expect(stopRuleOf({ ...USUAL_STOP_RULE, ...part })).toEqual(rule);
});
