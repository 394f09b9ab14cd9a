//! The four looks that every list and page has besides its content: loading, empty, error, stale.
//! `Loaded` chooses among them and says which in `data-state`.

import { Button, Loader } from "@mantine/core";
import { IconClockExclamation, IconInbox, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { Capability, Failure } from "@/bindings";
import { useT } from "@/text";
import { FailureNotice } from "./failure-notice";
import classes from "./states.module.css";
import { TimeText } from "./time-text";

export function EmptyState({ title, children, icon, action }: { title: string; children?: ReactNode; icon?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.place}>
      <span className={classes.icon} aria-hidden>
        {icon ?? <IconInbox size={28} stroke={1.4} />}
      </span>
      <p className={classes.title}>{title}</p>
      {children ? <div className={classes.why}>{children}</div> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}

/** In place of a page that the person's role has no right to. */
export function NotAllowed({ needs }: { needs: Capability }) {
  const t = useT();
  const capability = t(`ui-capability-${needs.replaceAll("_", "-")}`);
  return (
    <div data-testid="not-allowed" data-needs={needs}>
      <EmptyState title={t("ui-page-not-allowed")}>{t("ui-page-not-allowed-why", { capability })}</EmptyState>
    </div>
  );
}

/** Nothing for the first moment: a local answer is there before a spinner could be seen. */
export function LoadingState({ label }: { label?: string }) {
  const t = useT();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 250);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.place} role="status" aria-live="polite">
      {shown ? (
        <>
          <Loader size="sm" color="gray" type="bars" />
          <p className={classes.why}>{label ?? t("ui-loading")}</p>
        </>
      ) : null}
    </div>
  );
}

export function ErrorState({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const t = useT();
  return (
    <div className={classes.error}>
      <FailureNotice failure={failure}>
        {onRetry ? (
          <Button variant="default" size="compact-sm" mt={8} leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            {t("ui-try-again")}
          </Button>
        ) : null}
      </FailureNotice>
    </div>
  );
}

/** Shown over content that could not be refreshed: it is still there, and said to be old. */
export function StaleMark({ since, onRetry }: { since: number | string; onRetry?: () => void }) {
  const t = useT();
  return (
    <div className={classes.stale} role="status">
      <IconClockExclamation size={15} aria-hidden />
      <span>{t("ui-stale")}</span>
      <TimeText at={since} shape="second" />
      {onRetry ? (
        <Button variant="subtle" size="compact-xs" onClick={onRetry}>
          {t("ui-try-again")}
        </Button>
      ) : null}
    </div>
  );
}

export interface LoadedProps<T> {
  query: UseQueryResult<T, Failure>;
  children: (data: T) => ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  testId?: string;
  className?: string;
}

export function Loaded<T>({ query, children, isEmpty, empty, testId, className }: LoadedProps<T>) {
  const { data, error, dataUpdatedAt, refetch } = query;
  const retry = () => void refetch();
  let state: "loading" | "empty" | "error" | "stale" | "ready";
  let content: ReactNode;
  if (data === undefined) {
    state = error ? "error" : "loading";
    content = error ? <ErrorState failure={error} onRetry={retry} /> : <LoadingState />;
  } else {
    const nothing = isEmpty?.(data) ?? false;
    state = error ? "stale" : nothing ? "empty" : "ready";
    content = (
      <>
        {error ? <StaleMark since={dataUpdatedAt} onRetry={retry} /> : null}
        {nothing ? empty : children(data)}
      </>
    );
  }
  return (
    <div data-testid={testId} data-state={state} className={className}>
      {content}
    </div>
  );
}
