//! The look of what comes before the plant: first run, passphrase, sign-in, unlock. Quiet, with language, theme and the
//! other workspaces of this workstation at hand.

import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark";
import { SimulatedMark } from "./marks";
import { LanguageSwitch, ThemeSwitch } from "./preference-switches";
import { WorkspaceSwitcher } from "./workspace-switcher";
import classes from "./entry.module.css";

export function Entry({ testId, title, lead, children, wide, steady, isSimulated }: {
  testId: string;
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
  wide?: boolean;
  /** Stays where it is from step to step, instead of in the middle. */
  steady?: boolean;
  /** Of the demo plant: it says so before anyone is in. */
  isSimulated?: boolean;
}) {
  return (
    <div className={classes.entry} data-testid={testId}>
      <div className={classes.bar}>
        <span className={classes.brand}>
          <BrandMark size={24} className={classes.mark} />
          <bdi dir="ltr">OPTRIA IQ</bdi>
          {isSimulated ? <SimulatedMark /> : null}
        </span>
        <span className={classes.switches}>
          <WorkspaceSwitcher />
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </div>
      <main className={classes.middle} data-wide={wide || undefined} data-steady={steady || undefined}>
        <h1 className={classes.title} data-testid="page-title">
          {title}
        </h1>
        {lead ? <p className={classes.lead}>{lead}</p> : null}
        {children}
      </main>
    </div>
  );
}
