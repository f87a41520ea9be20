/** The parts of a model's file that are the same in each: `${opening(…)}`, process and messages, `${drawing(…)}`. */

/** Up to the first process. Named apart, two files differ in nothing but what they are about. */
export function opening(id: string, targetNamespace = 'e2e'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="${id}" targetNamespace="${targetNamespace}">`;
}

type Point = readonly [x: number, y: number];
/** Where an element stands, in pixels; 36 × 36, as events are, unless it says more. */
type Shape = readonly [element: string, x: number, y: number, width?: number, height?: number, attributes?: string];
type Edge = readonly [flow: string, ...points: readonly Point[]];
interface Plane {
  readonly of: string;
  readonly shapes: readonly Shape[];
  readonly edges: readonly Edge[];
}

const EVENT_SIZE = 36;

/** From the last process on: one picture for each plane. */
export function drawing(...planes: readonly Plane[]): string {
  const diagrams = planes.map(
    ({
      of,
      shapes,
      edges,
    }) => `  <bpmndi:BPMNDiagram id="diagram_${of}"><bpmndi:BPMNPlane id="plane_${of}" bpmnElement="${of}">
${[...shapes.map(shapeOf), ...edges.map(edgeOf)].map((each) => `    ${each}\n`).join('')}  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`,
  );
  return `${diagrams.join('\n')}\n</bpmn:definitions>`;
}

function shapeOf([element, x, y, width = EVENT_SIZE, height = EVENT_SIZE, attributes]: Shape): string {
  return `<bpmndi:BPMNShape id="shape_${element}" bpmnElement="${element}"${attributes === undefined ? '' : ` ${attributes}`}><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;
}

function edgeOf([flow, ...points]: Edge): string {
  return `<bpmndi:BPMNEdge id="edge_${flow}" bpmnElement="${flow}">${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}" />`).join('')}</bpmndi:BPMNEdge>`;
}
