import { t } from '@/components/messages/messages.ts';
import { CAMUNDA, childrenOf, type ModelNode, textOf } from './model-node.ts';

export type ModelNodes = ReadonlyMap<string, ModelNode>;
/** One line of what the model says: a word for people, and what is written there. */
export interface ModelFact {
  readonly label: string;
  readonly value: string;
  /** The variable that is written by it, whose value can be looked up: in the element's own scope, or around it. */
  readonly writes?: { readonly name: string; readonly isLocal: boolean };
}

export function lines(label: string, value: string | null): readonly ModelFact[] {
  return value === null || value === '' ? [] : [{ label, value }];
}

/** A piece of code of Camunda 7, in whichever of its ways it is named. */
export function codeOf(node: ModelNode): string {
  const [script] = childrenOf(node, CAMUNDA, 'script');
  if (script !== undefined)
    return `${script.getAttribute('scriptFormat') ?? ''}: ${textOf(script) ?? script.getAttribute('resource') ?? ''}`;
  return (
    node.getAttribute('expression') ??
    node.getAttribute('delegateExpression') ??
    node.getAttribute('class') ??
    t('model.nothing')
  );
}
