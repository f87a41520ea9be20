import type { Definition, ElementInstanceRow } from '@/engine/index.ts';

/** What is undone are tokens inside the event that throws compensation. */
export const isThrow = (kind: string): boolean => kind === 'intermediateThrowEvent' || kind === 'endEvent';

/**
 * Around which activity instance each one is shown. Handlers stand beside the event that throws, in the scope that they
 * belong to. Of several completed scopes that one event undoes Camunda 7 shows one: the first of them that is a
 * sub-process, and within a scope the scope itself.
 */
export class ShownScopes {
  readonly #byKey: ReadonlyMap<string, ElementInstanceRow>;
  readonly #definition: Definition | null;

  constructor(elements: readonly ElementInstanceRow[], definition: Definition | null) {
    this.#byKey = new Map(elements.map((element) => [element.key, element]));
    this.#definition = definition;
  }

  isShown(element: ElementInstanceRow): boolean {
    return this.#shownFor(element).key === element.key;
  }

  around(element: ElementInstanceRow): ElementInstanceRow | undefined {
    const parentId = this.#definition?.graph.elements.get(element.elementId)?.parentId;
    let isThrown = false;
    let scope = this.#byKey.get(element.scopeKey);
    while (scope !== undefined) {
      if (isThrow(scope.kind)) isThrown = true;
      else if (scope.phase === 'compensating') return this.#shownFor(scope);
      else if (!isThrown || scope.kind !== 'eventSubProcess' || scope.elementId === parentId)
        return this.#shownFor(scope);
      scope = this.#byKey.get(scope.scopeKey);
    }
    return undefined;
  }

  /** The scope under whose name another one is shown, of those that compensation brings back or begins. */
  #shownFor(scope: ElementInstanceRow): ElementInstanceRow {
    const outer = this.#byKey.get(scope.scopeKey);
    if (outer?.phase === 'compensating' && outer.kind === 'multiInstanceBody' && scope.kind === 'subProcess')
      return this.#firstIn(outer) ?? scope;
    if (outer === undefined || scope.phase !== 'compensating') return scope;
    if (outer.phase === 'compensating') return scope.kind === 'subProcess' ? this.#shownFor(outer) : scope;
    // The newest one is undone first.
    const [first] = [...this.#byKey.values()]
      .filter(
        (other) => other.scopeKey === scope.scopeKey && other.phase === 'compensating' && other.kind === 'subProcess',
      )
      .sort((one, other) => (one.key < other.key ? 1 : -1));
    return first !== undefined && first.key > scope.key ? first : scope;
  }

  /** Of the sub-processes of one multi-instance body, completed ones or handlers, one is shown for all. */
  #firstIn(body: ElementInstanceRow): ElementInstanceRow | undefined {
    return [...this.#byKey.values()]
      .filter(({ scopeKey, kind }) => scopeKey === body.key && kind === 'subProcess')
      .sort((one, other) => (one.key < other.key ? -1 : 1))[0];
  }
}
