//! The mark of OPTRIA IQ: three rising readings under one curve.

export function BrandMark({ className, size = 26 }: { className?: string; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" className={className} aria-hidden focusable="false">
      <rect x="1" y="1" width="30" height="30" rx="5" fill="currentColor" />
      <g fill="var(--panel)">
        <rect x="7" y="18" width="4" height="7" rx="0.8" opacity="0.65" />
        <rect x="14" y="14" width="4" height="11" rx="0.8" opacity="0.82" />
        <rect x="21" y="9" width="4" height="16" rx="0.8" />
      </g>
      <path d="M6.5 13.5C11 12.5 15 9.5 18 6.5" fill="none" stroke="var(--panel)" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
