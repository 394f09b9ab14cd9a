//! A page in parts: their names at the start side, the chosen part beside them. `fill` gives a long list the window's height.

import type { ReactNode } from "react";
import classes from "./side-tabs.module.css";

export interface SideTab {
  name: string;
  label: string;
  href: string;
  testId: string;
}

export function SideTabs({ label, tabs, current, fill, wide, children }: {
  label: string;
  tabs: readonly SideTab[];
  current: string;
  fill?: boolean | undefined;
  /** Tables take all the room there is; text does not. */
  wide?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <div className={classes.columns} data-fill={fill || undefined} data-wide={wide || undefined}>
      <nav className={classes.tabs} aria-label={label}>
        {tabs.map((tab) => (
          <a key={tab.name} href={tab.href} aria-current={tab.name === current ? "page" : undefined} data-testid={tab.testId}>
            {tab.label}
          </a>
        ))}
      </nav>
      <div className={classes.part} data-fill={fill || undefined}>
        {children}
      </div>
    </div>
  );
}
