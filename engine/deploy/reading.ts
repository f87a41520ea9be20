import type { Element, SequenceFlow } from '../graph/element.ts';
import type { Dialect } from './dialect.ts';
import type { ModelReader } from './model-reader.ts';
import type { XmlElement } from './xml-source.ts';

/** One process while it is read: what the readers of the kinds share. */
export interface Reading {
  readonly reader: ModelReader;
  readonly dialect: Dialect;
  readonly elements: Map<string, Element>;
  readonly flows: Map<string, SequenceFlow>;
  /** Sequence flows of each element, in the order of the file. */
  readonly links: Map<string, { incoming: string[]; outgoing: string[] }>;
  /** Boundary events by what they are attached to. */
  readonly boundaries: Map<string, string[]>;
  readonly sources: Map<string, XmlElement>;
}
