/** The product's sign: one picture, before and after. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <path
        d="M14 3H8.500A5.5 5.5 0 0 0 3 8.500v11A5.5 5.5 0 0 0 8.5 25H14"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      />
      <path
        d="M14 2h5.500A6.5 6.5 0 0 1 26 8.500v11a6.5 6.5 0 0 1-6.5 6.500H14z"
        fill="currentColor"
      />
      <path d="M14 0v28" stroke="currentColor" strokeWidth="2" />
      <circle cx="14" cy="14" r="4.5" fill="#f2a124" stroke="var(--paper)" strokeWidth="1.5" />
    </svg>
  );
}
