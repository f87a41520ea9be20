import { notOfType } from './check-values.ts';
import { attributeNotOfType, incomplete, missingAttribute } from './schema-sentences.ts';
import { BPMN_DIAGRAM, type ModelReader } from './model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from './xml-source.ts';

const RECTANGLES = 'http://www.omg.org/spec/DD/20100524/DC';
const LINES = 'http://www.omg.org/spec/DD/20100524/DI';
/** Of an edge. */
export const MIN_WAYPOINTS = 2;

/** What XML Schema takes as a double. */
const DOUBLE = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)$/;

export interface Drawn {
  readonly plane: XmlElement;
  readonly shapes: readonly XmlElement[];
  readonly edges: readonly XmlElement[];
}

/** Every plane of the drawings with what is directly on it. */
export const drawnIn = (definitions: XmlElement): readonly Drawn[] =>
  childrenOf(definitions, BPMN_DIAGRAM, 'BPMNDiagram')
    .flatMap((diagram) => childrenOf(diagram, BPMN_DIAGRAM, 'BPMNPlane'))
    .map((plane) => ({
      plane,
      shapes: childrenOf(plane, BPMN_DIAGRAM, 'BPMNShape'),
      edges: childrenOf(plane, BPMN_DIAGRAM, 'BPMNEdge'),
    }));

export const boundsOf = (shape: XmlElement): XmlElement | undefined => childrenOf(shape, RECTANGLES, 'Bounds')[0];
export const waypointsOf = (edge: XmlElement): readonly XmlElement[] => childrenOf(edge, LINES, 'waypoint');

/** What the schema, and so both originals, want of a drawing: places, and numbers in them. */
export function checkDiagram(reader: ModelReader): void {
  for (const { shapes, edges } of drawnIn(reader.definitions)) {
    for (const shape of shapes) checkShape(reader, shape);
    for (const edge of edges) checkEdge(reader, edge);
  }
}

function checkShape(reader: ModelReader, shape: XmlElement): void {
  const bounds = boundsOf(shape);
  if (bounds) checkNumbers(reader, bounds, ['x', 'y', 'width', 'height'], idOf(shape));
  else
    reader.problem(
      shape,
      incomplete(shape, [
        [LINES, 'extension'],
        [RECTANGLES, 'Bounds'],
      ]),
    );
}

function checkEdge(reader: ModelReader, edge: XmlElement): void {
  const waypoints = waypointsOf(edge);
  for (const waypoint of waypoints) checkNumbers(reader, waypoint, ['x', 'y'], idOf(edge));
  if (waypoints.length >= MIN_WAYPOINTS) return;
  reader.problem(
    edge,
    waypoints.length === 0
      ? incomplete(edge, [
          [LINES, 'extension'],
          [LINES, 'waypoint'],
        ])
      : `cvc-complex-type.2.4.i: The content of element '${edge.qualifiedName}' is not complete. '"${LINES}":waypoint' is expected to occur a minimum of '2' times. One more instance is required to satisfy this constraint.`,
  );
}

function checkNumbers(
  reader: ModelReader,
  place: XmlElement,
  names: readonly string[],
  elementId: string | null,
): void {
  for (const name of names) {
    const value = attributeOf(place, name);
    if (value === undefined) reader.problem(place, missingAttribute(place, name), elementId);
    else if (!DOUBLE.test(value.trim()))
      for (const sentence of [notOfType(value, 'double'), attributeNotOfType(place, { name, value, type: 'double' })])
        reader.problem(place, sentence, elementId);
  }
}

const idOf = (element: XmlElement): string | null => attributeOf(element, 'id') ?? null;
