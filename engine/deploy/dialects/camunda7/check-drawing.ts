import { boundsOf, type Drawn, drawnIn, MIN_WAYPOINTS, waypointsOf } from '../../check-diagram.ts';
import { BPMN, executableProcesses, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';

/**
 * What Camunda 7 refuses of a drawing and of associations: what refers to nothing in the file, and what has no place.
 */
export function checkDrawing(reader: ModelReader): void {
  const processes = executableProcesses(reader.definitions);
  for (const element of processes.flatMap((process) => [...descendants(process)]))
    if (element.namespace === BPMN && element.name === 'association') checkAssociation(reader, element);
  // Shapes are looked for in each process that is executed, edges once.
  for (const drawn of drawnIn(reader.definitions))
    checkPlane(reader, processes.length > 0 ? drawn : { ...drawn, shapes: [] });
}

function checkAssociation(reader: ModelReader, association: XmlElement): void {
  for (const end of ['sourceRef', 'targetRef'] as const) {
    const id = attributeOf(association, end);
    if (id === undefined || reader.isSomewhere(id)) continue;
    reader.problem(association, `Invalid reference ${end} '${id}' of association element`);
    return;
  }
}

function checkPlane(reader: ModelReader, { plane, shapes, edges }: Drawn): void {
  if (!attributeOf(plane, 'bpmnElement')) {
    reader.problem(plane, "'bpmnElement' attribute is required on BPMNPlane");
    return;
  }
  for (const shape of shapes) {
    const shown = shownBy(reader, shape, (id) => `activity ${id} not found`);
    if (shown && !boundsOf(shape)) reader.problem(shape, "'Bounds' element is required");
  }
  for (const edge of edges) {
    const shown = shownBy(reader, edge, (id) => `sequenceFlow ${id}not found`);
    if (shown && waypointsOf(edge).length < MIN_WAYPOINTS)
      reader.problem(edge, "Minimum 2 waypoint elements must be definted for a 'BPMNEdge'");
  }
}

/** Whether it shows something of the file. */
function shownBy(reader: ModelReader, part: XmlElement, notFound: (id: string) => string): boolean {
  const id = attributeOf(part, 'bpmnElement');
  if (!id) reader.problem(part, `'bpmnElement' attribute is required on ${part.name}`);
  else if (!reader.isSomewhere(id))
    reader.problem(part, `Invalid reference in 'bpmnElement' attribute, ${notFound(id)}`);
  return id !== undefined && reader.isSomewhere(id);
}

function* descendants(root: XmlElement): Generator<XmlElement> {
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    yield element;
    for (const child of element.children.toReversed()) open.push(child);
  }
}
