import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { cellsIn, eventCells, nameOf, runs, type EventCell, type Notation } from './event-cells.ts';
import { filesBeside, modelsOf, scenarioFiles } from './replay.ts';

/** Names of the cells whose event was reached in some trace of the notation. */
function reached(notation: Notation): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of scenarioFiles()) {
    const trace = readFileSync(path, 'utf8');
    for (const graph of modelsOf(filesBeside(path)).graphs) {
      if (graph.semantics.dialect !== `camunda${notation}`) continue;
      for (const { elementId, cell } of cellsIn(graph))
        if (isReached(graph, elementId, cell, trace)) found.add(nameOf(cell));
    }
  }
  return found;
}

const isActivated = (elementId: string, trace: string): boolean =>
  new RegExp(`^  \\+ ${elementId}(\\[\\d+\\])?$`, 'm').test(trace);

/**
 * Links and compensation boundary events of Camunda 7 are passed unseen: what comes behind them is not. A compensation
 * boundary event brings its handler; behind a link is what only its catch event leads to.
 */
function isReached(graph: ProcessGraph, elementId: string, cell: EventCell, trace: string): boolean {
  const { semantics } = graph;
  if (cell.trigger === 'link' && !semantics.linksAreSeen) return isActivatedBehindLink(graph, elementId, trace);
  if (cell.trigger !== 'compensation' || cell.position !== 'boundaryEvent' || semantics.compensation !== 'inItsScopes')
    return isActivated(elementId, trace);
  return [...graph.elements.values()].some(
    (element) =>
      'compensation' in element &&
      element.compensation?.boundaryId === elementId &&
      isActivated(element.compensation.handlerId, trace),
  );
}

/** Of a throw event also what leads to it must have been reached. */
function isActivatedBehindLink(graph: ProcessGraph, elementId: string, trace: string): boolean {
  const flows = [...graph.flows.values()];
  const nameAt = (id: string): string | undefined => {
    const element = graph.elements.get(id);
    return element && 'trigger' in element && element.trigger.kind === 'link' ? element.trigger.name : undefined;
  };
  const isBefore = (id: string): boolean =>
    flows.some(({ targetId, sourceId }) => targetId === id && isActivated(sourceId, trace));
  const catchId = [...graph.elements.values()].find(
    ({ id, kind }) => kind === 'intermediateCatchEvent' && nameAt(id) === nameAt(elementId),
  )?.id;
  return (
    (catchId === elementId || isBefore(elementId)) &&
    flows.some(
      ({ sourceId, targetId }) =>
        sourceId === catchId &&
        isActivated(targetId, trace) &&
        flows.every((other) => other.targetId !== targetId || other.sourceId === catchId),
    )
  );
}

describe.each<Notation>([7, 8])('Camunda %i: every event that runs is reached in a scenario', (notation) => {
  const names = reached(notation);
  test.each(
    eventCells()
      .filter((cell) => runs(cell, notation))
      .map(nameOf),
  )('%s', (name) => {
    expect(names).toContain(name);
  });
});
