import { type Choice, choiceOf, orderIn } from './bpmn-order.ts';
import { BPMN, type ModelReader } from './model-reader.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * The first child that stands behind one that the schema wants after it, or again where it wants one; in both originals
 * the fault is the file's, of no element of it, and the rest of the children is not judged any more.
 */
export function checkOrder(reader: ModelReader, element: XmlElement): void {
  const order = orderIn(element.name);
  const seen = new Map<string, string>();
  let [reached, before] = [-1, ''];
  for (const child of element.children) {
    const step = child.namespace === BPMN ? order.get(child.name) : undefined;
    if (step === undefined) continue;
    const choice = choiceOf(child.name);
    const chosen = choice && seen.get(choice.words);
    if (choice && chosen !== undefined) {
      reader.problem(child, choice.isLast ? nothingMore(child) : secondOf(element, child, choice, chosen), null);
      return;
    }
    if (step < reached) {
      reader.problem(child, invalid(element, child, `<${child.name}> has to stand before <${before}>`), null);
      return;
    }
    if (choice) seen.set(choice.words, child.name);
    [reached, before] = [step, child.name];
  }
}

const nothingMore = ({ qualifiedName }: XmlElement): string =>
  `cvc-complex-type.2.4.d: Invalid content was found starting with element '${qualifiedName}'. No child element is expected at this point.`;

const secondOf = (element: XmlElement, child: XmlElement, { words }: Choice, chosen: string): string =>
  invalid(
    element,
    child,
    words === child.name || child.name === chosen
      ? 'it may stand only once'
      : `<${child.name}> may not stand beside <${chosen}>`,
  );

function invalid(element: XmlElement, child: XmlElement, reason: string): string {
  const id = attributeOf(element, 'id');
  const where = id === undefined ? `<${element.qualifiedName}>` : `element '${id}'`;
  return `cvc-complex-type.2.4.a: Invalid content was found starting with element '{"${BPMN}":${child.name}}'. In ${where} ${reason}.`;
}
