//! The look of what comes before the plant: first run, passphrase, sign-in, unlock. Quiet, with language and theme at hand.

import type { ReactNode } from "react";
import { LanguageSwitch, ThemeSwitch } from "./preference-switches";
import classes from "./entry.module.css";

export function Entry({ testId, title, lead, children, wide }: {
  testId: string;
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <div className={classes.entry} data-testid={testId}>
      <div className={classes.bar}>
        <bdi dir="ltr" className={classes.brand}>
          OPTRIA IQ
        </bdi>
        <span className={classes.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </div>
      <main className={classes.middle} data-wide={wide || undefined}>
        <h1 className={classes.title} data-testid="page-title">
          {title}
        </h1>
        {lead ? <p className={classes.lead}>{lead}</p> : null}
        {children}
      </main>
    </div>
  );
}
