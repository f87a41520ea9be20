import type { Condition, Element, ElementInstanceRow, Engine } from '@/engine/index.ts';
import { definitionsOf } from '../definitions.ts';

/** No flow leads on from it; what undoes another activity goes back to whoever asked for it. */
export const leadsNowhere = (element: Element): boolean =>
  element.outgoing.length === 0 && !('isForCompensation' in element && element.isForCompensation === true);

/** Inner instances and event sub-processes have no flows: their ends are always a path's. */
const isPathByItself = ({ kind, index }: Pick<ElementInstanceRow, 'kind' | 'index'>): boolean =>
  index !== null || kind === 'eventSubProcess';

/** Whether a path of its scope has come to its end with the element instance. `element`: undefined where it is not known. */
export const completesScope = (row: ElementInstanceRow, element: Element | undefined): boolean =>
  row.outcome === 'completed' && (isPathByItself(row) || (element !== undefined && leadsNowhere(element)));

/** The same as conditions. Flows stand in the models, not in the rows. */
export async function completingScopes(engine: Engine): Promise<readonly Condition<'elementInstance'>[]> {
  const rows = await engine.search.find('definition', { where: [] });
  const definitions = await definitionsOf(
    engine,
    rows.map(({ key }) => ({ definitionKey: key })),
  );
  const lastOf = [...definitions].flatMap(([key, { graph }]): (readonly Condition<'elementInstance'>[])[] => {
    const ids = [...graph.elements.values()].filter(leadsNowhere).map(({ id }) => id);
    return ids.length === 0
      ? []
      : [
          [
            { field: 'definitionKey', op: '=', value: key },
            { field: 'elementId', op: 'in', value: ids },
          ],
        ];
  });
  return [
    { field: 'outcome', op: '=', value: 'completed' },
    {
      any: [[{ field: 'index', op: 'isNotNull' }], [{ field: 'kind', op: '=', value: 'eventSubProcess' }], ...lastOf],
    },
  ];
}
