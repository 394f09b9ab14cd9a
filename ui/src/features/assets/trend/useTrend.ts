//! Fetches what the window shows. A fixed window is asked once; a live tail again when readings arrived, but no more
//! often than its points are wide. The view moves on with the clock even while nothing arrives.

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useCall } from "@/api";
import type { Failure, Trend } from "@/bindings";
import { useNow } from "@/components";
import { useHost } from "@/host";
import { extentOf, refetchEveryMs, type Extent, type TrendWindow } from "./window";

export function useTrend(signals: number[], window: TrendWindow, points: number) {
  const call = useCall();
  const host = useHost();
  // A wheel or a pan passes through many windows: the first and the last are asked for, the chart moves meanwhile.
  const [asked] = useDebouncedValue(window, 150, { leading: true });
  const query = useQuery<Trend, Failure>({
    queryKey: ["get_trend", { signals, window: asked, points }],
    queryFn: () => {
      const { fromMs, toMs } = extentOf(asked, Date.now());
      // A live tail is asked a little into the future, so that a source clock that runs ahead loses nothing.
      const to = asked.kind === "live" ? toMs + 5_000 : toMs;
      return call("get_trend", { signals, from: new Date(fromMs).toISOString(), to: new Date(to).toISOString(), points });
    },
    enabled: signals.length > 0 && points > 0,
    placeholderData: keepPreviousData,
  });
  const { refetch } = query;
  const every = window.kind === "live" ? refetchEveryMs(window.spanMs, points) : null;

  useEffect(() => {
    if (every === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let askedAt = Date.now();
    const ask = () => {
      timer = undefined;
      askedAt = Date.now();
      // One under way is let through: cancelling it under a steady stream would never end.
      void refetch({ cancelRefetch: false });
    };
    const stop = host.onChanged((topics) => {
      if (topics.includes("readings")) timer ??= setTimeout(ask, Math.max(0, askedAt + every - Date.now()));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [host, refetch, every]);

  return { query, extent: useExtent(window, points) };
}

/** The extent of the window; a live one moves when it has moved by a point's width, at most once a second. */
function useExtent(window: TrendWindow, points: number): Extent {
  const now = useNow();
  const step = window.kind === "live" ? Math.max(1_000, window.spanMs / Math.max(points, 1)) : 1;
  const at = window.kind === "live" ? Math.ceil(now / step) * step : 0;
  return useMemo(() => extentOf(window, at), [window, at]);
}
