import { BPMN, camunda, childrenOf, extensionsOf, type ModelNode, textOf, ZEEBE } from './model-node.ts';

type Nodes = ReadonlyMap<string, ModelNode>;

/**
 * What an element of a model needs beside the model: another process, a decision, a form. `id` may be an expression.
 */
export interface ModelUse {
  readonly elementId: string;
  readonly kind: 'process' | 'decision' | 'form';
  readonly id: string;
}

export function modelUses(nodes: Nodes): readonly ModelUse[] {
  return [...nodes].flatMap(([elementId, node]) => {
    const use = (kind: ModelUse['kind'], id: string | null | undefined): readonly ModelUse[] =>
      id === null || id === undefined || id === '' ? [] : [{ elementId, kind, id }];
    const [form] = extensionsOf(node, ZEEBE, 'formDefinition');
    return [
      ...use(
        'process',
        node.localName === 'callActivity'
          ? (node.getAttribute('calledElement') ??
              extensionsOf(node, ZEEBE, 'calledElement')[0]?.getAttribute('processId'))
          : null,
      ),
      ...use(
        'decision',
        camunda(node, 'decisionRef') ?? extensionsOf(node, ZEEBE, 'calledDecision')[0]?.getAttribute('decisionId'),
      ),
      ...use(
        'form',
        camunda(node, 'formRef') ??
          camunda(node, 'formKey') ??
          form?.getAttribute('formId') ??
          form?.getAttribute('formKey') ??
          form?.getAttribute('externalReference'),
      ),
    ];
  });
}

/** A message or signal that a model waits for, or that starts it. */
export interface ModelCatch {
  readonly elementId: string;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly starts: boolean;
}

const CATCHING: ReadonlySet<string> = new Set(['startEvent', 'intermediateCatchEvent', 'boundaryEvent', 'receiveTask']);

/** A start event of a sub-process starts no instance: `isOfProcess` says which one stands in the process itself. */
export function modelCatches(nodes: Nodes, isOfProcess: (elementId: string) => boolean): readonly ModelCatch[] {
  return [...nodes].flatMap(([elementId, node]) => {
    if (!CATCHING.has(node.localName)) return [];
    const holders =
      node.localName === 'receiveTask'
        ? [node]
        : childrenOf(node, BPMN, 'messageEventDefinition', 'signalEventDefinition');
    return holders.flatMap((holder): readonly ModelCatch[] => {
      const kind = holder.localName === 'signalEventDefinition' ? 'signal' : 'message';
      const reference = holder.getAttribute(`${kind}Ref`);
      const name =
        reference === null
          ? null
          : (nodes.get(reference.split(':').at(-1) ?? reference)?.getAttribute('name') ?? reference);
      return name === null
        ? []
        : [{ elementId, kind, name, starts: node.localName === 'startEvent' && isOfProcess(elementId) }];
    });
  });
}

/** What the modeller wrote, at the process and at its elements. */
export function modelNotes(nodes: Nodes): readonly { readonly elementId: string; readonly text: string }[] {
  return [...nodes].flatMap(([elementId, node]) =>
    childrenOf(node, BPMN, 'documentation').flatMap((each) => {
      const text = textOf(each);
      return text === null ? [] : [{ elementId, text }];
    }),
  );
}
