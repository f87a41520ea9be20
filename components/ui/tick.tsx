export interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: () => void;
}

/** A box of its own: a click on it opens no row. */
export function Tick({ label, checked, onChange }: TickProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={onChange}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      className="size-4 accent-[var(--accent)]"
    />
  );
}
