/** The Caseward mark: a shield with two written lines. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="var(--accent)"
      strokeWidth="1.6"
      strokeLinejoin="round"
      strokeLinecap="round"
      role="img"
      aria-label="Caseward"
    >
      <path d="M4 5.5 12 3l8 2.5V12c0 4.6-3.2 7.6-8 9-4.8-1.4-8-4.4-8-9zM8.2 9.2h7.6M8.2 12.4h5" />
    </svg>
  )
}
