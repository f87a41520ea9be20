/** A ship's wheel of eight spokes. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      className="flex-none text-accent"
      aria-hidden
    >
      <circle cx="12" cy="12" r="6.6" strokeWidth="2" />
      <circle cx="12" cy="12" r="1.9" fill="currentColor" stroke="none" />
      <path
        strokeWidth="1.8"
        strokeLinecap="round"
        d="M12 1.6v7M12 15.4v7M1.6 12h7M15.4 12h7M4.65 4.65l4.9 4.9M14.45 14.45l4.9 4.9M19.35 4.65l-4.9 4.9M9.55 14.45l-4.9 4.9"
      />
    </svg>
  );
}
