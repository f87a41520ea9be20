/** Markers of SVG cannot take their line's colour everywhere: taken flows have an arrow of their own. */
export function addTakenArrow(container: HTMLElement): void {
  const svg = container.querySelector('svg');
  if (svg === null || svg.querySelector('#wh-arrow-taken') !== null) return;
  const template = document.createElement('div');
  template.innerHTML =
    '<svg xmlns="http://www.w3.org/2000/svg"><defs><marker id="wh-arrow-taken" viewBox="0 0 20 20" refX="11" refY="10" markerWidth="20" markerHeight="20" orient="auto" markerUnits="userSpaceOnUse" overflow="visible"><path d="M 1 5 L 11 10 L 1 15 Z" style="fill: var(--dg-flow-taken) !important; stroke: var(--dg-flow-taken) !important"/></marker></defs></svg>';
  const defs = template.querySelector('defs');
  if (defs !== null) svg.append(defs);
}
