import type { ModelReader } from './model-reader.ts';
import { attributeOf } from './xml-source.ts';

/** Ids are unique in the whole file, with its drawing. */
export function checkIds(reader: ModelReader, ...namespaces: readonly string[]): void {
  const seen = new Set<string>();
  const open = [reader.definitions];
  for (let element = open.pop(); element; element = open.pop()) {
    // Backwards onto the stack, so that the second of two is the later one in the file.
    for (const child of element.children.toReversed()) if (namespaces.includes(child.namespace)) open.push(child);
    const id = attributeOf(element, 'id');
    if (id === undefined) continue;
    if (seen.has(id)) reader.problem(element, `cvc-id.2: There are multiple occurrences of ID value '${id}'.`);
    seen.add(id);
  }
}
