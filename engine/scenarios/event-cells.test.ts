import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseResource } from '../deploy/parse-resource.ts';
import { cellsIn, eventCells, nameOf, runs, type Notation } from './event-cells.ts';

const folder = dirname(fileURLToPath(import.meta.url));

/**
 * Names of the cells whose event was reached in some trace of the notation. Links and compensation boundaries of
 * Camunda 7 are passed unseen.
 */
function reached(notation: Notation): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bpmn'))
    .map((file) => join(folder, file))) {
    const trace = readFileSync(`${path.replace(/\.[^/]*$/, '').replace(/\.[^/.]*$/, '')}.scenario.txt`, 'utf8');
    for (const graph of parseResource('scenario.bpmn', readFileSync(path)).graphs) {
      if (graph.semantics.dialect !== `camunda${notation}`) continue;
      for (const { elementId, cell } of cellsIn(graph)) {
        const isUnseen =
          (cell.trigger === 'link' && !graph.semantics.linksAreSeen) ||
          (cell.trigger === 'compensation' &&
            cell.position === 'boundaryEvent' &&
            graph.semantics.compensation === 'inItsScopes');
        if (isUnseen || new RegExp(`^  \\+ ${elementId}(\\[\\d+\\])?$`, 'm').test(trace)) found.add(nameOf(cell));
      }
    }
  }
  return found;
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
