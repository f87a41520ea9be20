import { classNames } from './class-names.ts';

const TONES = [
  'bg-done-soft text-done-text',
  'bg-active-soft text-active-text',
  'bg-planned-soft text-planned-text',
  'bg-press text-ink-2',
];

/** Initials in a circle; the tone comes from the name. */
export function Avatar({ name }: { name: string }) {
  const initials = name
    .split(/[\s.-]+/)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
  const hash = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1009, 7);
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-grid size-6 flex-none place-items-center rounded-full text-[10px] font-semibold',
        TONES[hash % TONES.length],
      )}
    >
      {initials}
    </span>
  );
}
