//! A page: title, what stands beside it, and the content below. `fill` gives the content the rest of the window (long lists).

import { Anchor } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { useT } from "@/text";
import classes from "./page.module.css";

export interface PageProps {
  testId: string;
  title: ReactNode;
  /** For the window's title, where `title` is more than text. */
  titleText?: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
  fill?: boolean;
  children: ReactNode;
}

export function Page({ testId, title, titleText, subtitle, actions, back, fill, children }: PageProps) {
  const t = useT();
  const name = titleText ?? (typeof title === "string" ? title : "");
  useEffect(() => {
    document.title = name ? `OPTRIA IQ · ${name}` : "OPTRIA IQ";
  }, [name]);
  return (
    <div className={classes.page} data-fill={fill || undefined} data-testid={testId}>
      <header className={classes.head}>
        <div className={classes.names}>
          {back ? (
            <Anchor href={back.href} className={classes.back}>
              <IconChevronLeft size={14} className="points" aria-hidden />
              <span className="hidden-visually">{t("ui-back-to")}</span>
              {back.label}
            </Anchor>
          ) : null}
          <h1 className={classes.title} data-testid="page-title">
            {title}
          </h1>
          {subtitle ? <div className={classes.subtitle}>{subtitle}</div> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </header>
      <div className={classes.body}>{children}</div>
    </div>
  );
}

/** A surface with a title: the unit that pages are laid out in. */
export function Panel({ title, aside, children, flush, testId, state }: {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  /** Without padding: for lists that go to the edge. */
  flush?: boolean;
  testId?: string;
  state?: string;
}) {
  return (
    <section className={classes.panel} data-flush={flush || undefined} data-testid={testId} data-state={state}>
      {title || aside ? (
        <div className={classes.panelHead}>
          <h2 className={classes.panelTitle}>{title}</h2>
          {aside ? <div className={classes.aside}>{aside}</div> : null}
        </div>
      ) : null}
      <div className={classes.panelBody}>{children}</div>
    </section>
  );
}

/** The row of filters above a list. */
export function Toolbar({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className={classes.toolbar}>
      <div className={classes.tools}>{children}</div>
      {aside ? <div className={classes.aside}>{aside}</div> : null}
    </div>
  );
}
