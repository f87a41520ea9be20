import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { idOf, ownExtension } from './attributes.ts';
import { repeated } from './repeated.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

/** Headers of one key twice: nobody could say which is meant. Those without a key are of one, too. */
export function refuseSameHeaders(reader: ModelReader, source: XmlElement): void {
  const headers = ownExtension(source, 'taskHeaders');
  if (!headers) return;
  const keys = childrenOf(headers, CAMUNDA8_NAMESPACE, 'header').map((header) => attributeOf(header, 'key') || 'null');
  for (const key of repeated(keys))
    reader.problem(headers, `Headers contain duplicate entries for key '${key}'`, idOf(source));
}
