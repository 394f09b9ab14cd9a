//! The mark of OPTRIA IQ, the shape of icons/icon.svg: a gauge that is the O, and in it a ranked list. In the window it has
//! no colour of its own, because colour means something there.

export function BrandMark({ className, size = 26 }: { className?: string; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="64 64 896 896" className={className} aria-hidden focusable="false">
      <rect x="64" y="64" width="896" height="896" rx="200" fill="currentColor" />
      <path d="M322 776A324 324 0 1 1 702 776" fill="none" stroke="var(--panel)" strokeWidth="76" strokeLinecap="round" />
      <g fill="var(--panel)">
        <rect x="352" y="372" width="320" height="76" rx="38" />
        <rect x="352" y="492" width="232" height="76" rx="38" opacity="0.82" />
        <rect x="352" y="612" width="144" height="76" rx="38" opacity="0.65" />
      </g>
    </svg>
  );
}
