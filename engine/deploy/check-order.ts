import { orderIn } from './bpmn-order.ts';
import { BPMN, type ModelReader } from './model-reader.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * The first child that stands behind one that the schema wants after it; in both originals the fault is the file's, of no
 * element of it, and the rest of the children is not judged any more.
 */
export function checkOrder(reader: ModelReader, element: XmlElement): void {
  const order = orderIn(element.name);
  let [reached, before] = [-1, ''];
  for (const child of element.children) {
    const step = child.namespace === BPMN ? order.get(child.name) : undefined;
    if (step === undefined) continue;
    if (step < reached || (child.name === 'extensionElements' && before === child.name)) {
      reader.problem(child, sentence(element, child, before), null);
      return;
    }
    [reached, before] = [step, child.name];
  }
}

function sentence(element: XmlElement, child: XmlElement, before: string): string {
  const id = attributeOf(element, 'id');
  const where = id === undefined ? `<${element.qualifiedName}>` : `element '${id}'`;
  const wanted = child.name === before ? 'it may stand only once' : `<${child.name}> has to stand before <${before}>`;
  return `cvc-complex-type.2.4.a: Invalid content was found starting with element '{"${BPMN}":${child.name}}'. In ${where} ${wanted}.`;
}
