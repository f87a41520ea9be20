/**
 * What one version of a model has that another has not, or has otherwise. `name`, `kind`: as in the newer one where it
 * is in both.
 */
export interface ModelChange {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed' /** What reads otherwise, as written before and after. */;
  readonly before: string;
  readonly after: string;
}

/** An element of the file as it is compared. */
export interface ComparedNode {
  readonly localName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly children: Iterable<ComparedNode>;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
}

/** These hold elements that are compared by themselves; how flows are listed at them says nothing new. */
const HOLDERS: ReadonlySet<string> = new Set([
  'definitions',
  'process',
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'collaboration',
  'laneSet',
  'lane',
]);
const LISTED: ReadonlySet<string> = new Set(['incoming', 'outgoing', 'flowNodeRef', 'BPMNDiagram']);
/** Of the drawing and of the whole file: no change of what is done. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'definitions',
  'BPMNDiagram',
  'BPMNPlane',
  'collaboration',
  'participant',
  'laneSet',
  'lane',
]);

/** From `older` to `newer`, in the order of the newer file, what was taken away last. */
export function modelChanges(
  older: ReadonlyMap<string, ComparedNode>,
  newer: ReadonlyMap<string, ComparedNode>,
): readonly ModelChange[] {
  const words = (id: string, node: ComparedNode) => ({ id, kind: node.localName, name: nameOf(node) ?? id });
  const added = [...newer]
    .filter(([, node]) => !LEFT_OUT.has(node.localName))
    .flatMap(([id, node]): readonly ModelChange[] => {
      const former = older.get(id);
      const after = written(node);
      if (former === undefined) return isTold(node) ? [{ ...words(id, node), change: 'added', before: '', after }] : [];
      const before = written(former);
      return before === after ? [] : [{ ...words(id, node), change: 'changed', before, after }];
    });
  const removed = [...older]
    .filter(([id, node]) => !newer.has(id) && !LEFT_OUT.has(node.localName) && isTold(node))
    .map(([id, node]): ModelChange => ({ ...words(id, node), change: 'removed', before: written(node), after: '' }));
  return [...added, ...removed];
}

/** A definition within an event gets a new id whenever a modeller touches it: it is told with its event. */
function isTold({ localName }: ComparedNode): boolean {
  return (
    !localName.endsWith('EventDefinition') &&
    !localName.endsWith('LoopCharacteristics') &&
    localName !== 'conditionExpression'
  );
}

function nameOf(node: ComparedNode): string | null {
  const name = node.getAttribute('name')?.replace(/\s+/g, ' ').trim();
  return name === undefined || name === '' ? null : name;
}

/** What it says, a line for each attribute and inner text; ids of inner elements say nothing. */
function written(node: ComparedNode): string {
  return lines(node, '', true).join('\n');
}

function lines(node: ComparedNode, path: string, isOwn: boolean): readonly string[] {
  const own = [...node.attributes]
    .filter(({ name }) => (isOwn || name !== 'id') && !name.startsWith('xmlns') && !name.startsWith('xsi:'))
    .map(({ name, value }) => `${path}${name} = ${value}`)
    .sort();
  const inner = [...node.children].filter(
    (child) => !LISTED.has(child.localName) && !(HOLDERS.has(node.localName) && child.getAttribute('id') !== null),
  );
  const text = [...node.children].length === 0 ? (node.textContent?.trim() ?? '') : '';
  return [
    ...own,
    ...(text === '' ? [] : [`${path}${text}`]),
    ...inner.flatMap((child) => [
      ...(isEmpty(child) ? [`${path}${child.localName}`] : []),
      ...lines(child, `${path}${child.localName} `, false),
    ]),
  ];
}
function isEmpty(node: ComparedNode): boolean {
  return lines(node, '', false).length === 0;
}
