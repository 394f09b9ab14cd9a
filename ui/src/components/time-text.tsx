//! A moment, in the zone the person reads in, with that zone's offset; on hover also UTC and how long ago.

import { useSyncExternalStore } from "react";
import { useFormat, useT, type TimeShape } from "@/text";
import { Tip } from "./tip";
import classes from "./time-text.module.css";

export interface TimeTextProps {
  at: string | number | null | undefined;
  shape?: TimeShape;
  /** The zone of the site it is about, where that is not the page's. */
  siteZone?: string;
  /** Show how long ago instead, with the moment on hover. */
  asAge?: boolean;
  /** Show the offset beside the time; it is on hover in any case. */
  withOffset?: boolean;
}

export function TimeText({ at, shape = "minute", siteZone, asAge, withOffset }: TimeTextProps) {
  const t = useT();
  const format = useFormat();
  if (at == null) return <span className={classes.none}>{t("ui-never")}</span>;
  return (
    <Tip label={() => <Moment at={at} shape={shape === "clock" ? "second" : shape} siteZone={siteZone} />}>
      <time dateTime={new Date(at).toISOString()} className={classes.time}>
        <bdi>{asAge ? <Age at={at} /> : format.time(at, shape, siteZone)}</bdi>
        {withOffset && !asAge ? (
          <bdi dir="ltr" className={classes.offset}>
            {format.offset(at, siteZone)}
          </bdi>
        ) : null}
      </time>
    </Tip>
  );
}

/** The only part that lives with the clock. */
function Age({ at }: { at: string | number }) {
  const format = useFormat();
  return format.age(at, useNow());
}

/** The moment in full: in the zone that is read in, in UTC, and how long ago. */
function Moment({ at, shape, siteZone }: { at: string | number; shape: TimeShape; siteZone: string | undefined }) {
  const format = useFormat();
  return (
    <span className={classes.tip}>
      <span>
        <bdi>{format.time(at, shape, siteZone)}</bdi> <bdi dir="ltr">{format.offset(at, siteZone)}</bdi>
      </span>
      <bdi dir="ltr">{new Date(at).toISOString()}</bdi>
      <span>
        <Age at={at} />
      </span>
    </span>
  );
}

/** The day of a due date: no zone moves it. */
export function DayText({ day }: { day: string | null | undefined }) {
  const t = useT();
  const format = useFormat();
  if (!day) return <span className={classes.none}>{t("ui-none")}</span>;
  return <time dateTime={day}>{format.day(day)}</time>;
}

// One clock for every age on the page: a timer each would wake the machine hundreds of times.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time now, a second at a time. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
