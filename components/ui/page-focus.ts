/** Layers over the page, which give the focus back. */
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

let lastOnPage: HTMLElement | null = null;

/**
 * Remembers where on the page itself the focus is, and keeps it on the page when what had it is taken away; gives the
 * way to stop.
 */
export function watchPageFocus(): () => void {
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && target !== document.body && target.closest(LAYERS) === null)
      lastOnPage = target;
  };
  // A row that goes takes the focus with it, and no event tells of that.
  const removals = new MutationObserver(() => {
    if (
      document.activeElement === document.body &&
      lastOnPage?.isConnected === false &&
      document.querySelector(LAYERS) === null
    )
      returnFocusToPage();
  });
  document.addEventListener('focusin', remember);
  removals.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', remember);
    removals.disconnect();
  };
}

/**
 * Whoever works by keyboard goes on where they were; where that is gone, at the page, never at the top of everything.
 */
export function returnFocusToPage(): void {
  const target = lastOnPage?.isConnected === true ? lastOnPage : document.getElementById('main');
  target?.focus({ preventScroll: true });
}

/** A dialog under the one that closes has the focus next. */
export function isUnderDialog(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"]') !== null;
}
