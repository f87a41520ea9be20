/** What is pulled this far is being dragged, and no longer clicked. */
const DRAG_AFTER_PX = 5;

interface Pull {
  /** What follows the pointer, as a copy. */
  readonly badge: HTMLElement;
  readonly container: HTMLElement;
  readonly drop: (targetId: string) => void;
}

/** Makes the badge itself something to take hold of. */
export function holdByBadge(pull: Pull): void {
  pull.badge.classList.add('wh-badge-movable');
  pull.badge.addEventListener('pointerdown', (down) => {
    if (down.button === 0) pullTokens(down, pull);
  });
}

/**
 * Tokens are pulled over the diagram to the element or flow where they are to go, from where the pointer was pressed
 * down. The target lights up on the way; `Escape` lets go.
 */
export function pullTokens(down: MouseEvent, { badge, container, drop }: Pull): void {
  let ghost: HTMLElement | null = null;
  let over: Element | null = null;
  const light = (next: Element | null) => {
    over?.classList.remove('wh-drop');
    next?.classList.add('wh-drop');
    over = next;
  };
  const move = (event: PointerEvent) => {
    if (ghost === null && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < DRAG_AFTER_PX)
      return;
    ghost ??= ghostOf(badge, container);
    ghost.style.left = `${event.clientX}px`;
    ghost.style.top = `${event.clientY}px`;
    light(targetUnder(event, container));
  };
  const end = (isDropped: boolean) => {
    document.removeEventListener('pointermove', move);
    document.removeEventListener('pointerup', up);
    document.removeEventListener('pointercancel', cancel);
    document.removeEventListener('keydown', letGo, true);
    const target = over?.getAttribute('data-element-id') ?? null;
    const wasDragged = ghost !== null;
    ghost?.remove();
    light(null);
    if (!wasDragged) return;
    // The click that follows a drag is none.
    container.addEventListener('click', stop, { capture: true, once: true });
    setTimeout(() => container.removeEventListener('click', stop, true), 0);
    if (isDropped && target !== null) drop(target);
  };
  const up = () => end(true);
  const cancel = () => end(false);
  const letGo = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      end(false);
    }
  };
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', up);
  document.addEventListener('pointercancel', cancel);
  document.addEventListener('keydown', letGo, true);
  down.preventDefault();
}

const stop = (event: Event): void => event.stopPropagation();

function ghostOf(badge: HTMLElement, container: HTMLElement): HTMLElement {
  const ghost = badge.cloneNode(true) as HTMLElement;
  ghost.classList.add('wh-badge-ghost');
  container.append(ghost);
  return ghost;
}

/** The element or flow below the pointer; labels count as what they name. */
function targetUnder(event: PointerEvent, container: HTMLElement): Element | null {
  const group =
    document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((each) => each.closest('.djs-element[data-element-id]'))
      .find((each) => each !== null && container.contains(each)) ?? null;
  const id = group?.getAttribute('data-element-id')?.replace(/_label$/, '');
  return id === undefined
    ? null
    : container.querySelector(`.djs-element[data-element-id="${CSS.escape(id)}"]:is(.djs-shape, .djs-connection)`);
}
