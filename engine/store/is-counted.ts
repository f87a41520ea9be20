import type { ElementInstance } from '../core/state.ts';

/** An ad-hoc sub-process is one, however much is activated in it. */
export const isCounted = ({ kind }: Pick<ElementInstance, 'kind'>): boolean => kind !== 'adHocInnerInstance';
