import type { Element, SequenceFlow } from '../../graph/element.ts';
import type { ElementPlace } from '../modification.ts';

/** What a start instruction means in the model. */
export type StartTarget =
  | { readonly kind: 'element'; readonly element: Element; readonly at: ElementPlace }
  | { readonly kind: 'flow'; readonly flow: SequenceFlow; readonly source: Element };
