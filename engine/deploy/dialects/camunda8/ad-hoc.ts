import type { AdHocSubProcess } from '../../../graph/element.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { feelOnly, idOf, ownExtensions } from './attributes.ts';

/** `zeebe:adHoc`: what an ad-hoc sub-process activates as it begins, and what it gathers. */
export function adHoc(
  reader: ModelReader,
  source: XmlElement,
): Pick<AdHocSubProcess, 'activeElements' | 'outputCollection' | 'outputElement'> {
  const [own, second] = ownExtensions(source, 'adHoc');
  if (!own) return {};
  if (second) reader.problem(source, "Must have exactly one 'zeebe:adHoc' extension element");
  const collection = attributeOf(own, 'activeElementsCollection');
  const outputCollection = attributeOf(own, 'outputCollection');
  const outputElement = attributeOf(own, 'outputElement');
  if (((outputCollection ?? '') === '') !== ((outputElement ?? '') === ''))
    reader.problem(own, "Attributes 'outputCollection' and 'outputElement' must be present together", idOf(source));
  return {
    ...(collection && { activeElements: feelOnly(reader, own, collection, idOf(source)) }),
    ...(outputCollection && { outputCollection }),
    ...(outputElement && { outputElement: feelOnly(reader, own, outputElement, idOf(source)) }),
  };
}
