//! States as shape + word + (where there is one) number; colour only helps. Saturated only where something is abnormal.

import { use, type ReactNode } from "react";
import type { ConnectionState, Criticality, HealthBand, Quality } from "@/bindings";
import { useFormat, useMessage, useT } from "@/text";
import { statusReason } from "./status-reason";
import { InRow, Tip } from "./tip";
import classes from "./marks.module.css";

export type Tone = "plain" | "notice" | "warning" | "critical" | "simulated";
export type Shape = "circle" | "ring" | "dot" | "square" | "hollow-square" | "triangle" | "diamond" | "dash" | "cross" | "half";

/** A shape that is told apart without colour. */
export function ShapeIcon({ shape, size = 10 }: { shape: Shape; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden className={classes.shape} focusable="false">
      {shape === "circle" ? <circle cx="6" cy="6" r="5" fill="currentColor" /> : null}
      {shape === "dot" ? <circle cx="6" cy="6" r="3" fill="currentColor" /> : null}
      {shape === "ring" ? <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" /> : null}
      {shape === "half" ? (
        <>
          <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" />
        </>
      ) : null}
      {shape === "square" ? <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" /> : null}
      {shape === "hollow-square" ? (
        <rect x="2" y="2" width="8" height="8" fill="none" stroke="currentColor" strokeWidth="1.6" />
      ) : null}
      {shape === "triangle" ? <path d="M6 .8 11.6 11H.4z" fill="currentColor" /> : null}
      {shape === "diamond" ? <path d="M6 .2 11.8 6 6 11.8.2 6z" fill="currentColor" /> : null}
      {shape === "dash" ? <path d="M1 6h10" stroke="currentColor" strokeWidth="1.8" /> : null}
      {shape === "cross" ? <path d="m2 2 8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.8" fill="none" /> : null}
    </svg>
  );
}

export interface MarkProps {
  tone: Tone;
  shape: Shape;
  children: ReactNode;
  tip?: ReactNode;
  /** Filled ground, for what must be seen first. */
  filled?: boolean;
  testId?: string;
  data?: Record<`data-${string}`, string | number | undefined>;
}

export function Mark({ tone, shape, children, tip, filled, testId, data }: MarkProps) {
  // Through a list of hundreds nobody tabs from mark to mark: what a row's mark says more stands where the row leads.
  const stopsTab = !use(InRow) && Boolean(tip);
  const mark = (
    <span
      className={classes.mark}
      data-tone={tone}
      data-filled={filled || undefined}
      data-testid={testId}
      {...(stopsTab ? { tabIndex: 0 } : {})}
      {...data}
    >
      <ShapeIcon shape={shape} />
      <span>{children}</span>
    </span>
  );
  return tip ? <Tip label={() => tip}>{mark}</Tip> : mark;
}

const bands: Record<HealthBand, { tone: Tone; shape: Shape }> = {
  poor: { tone: "critical", shape: "diamond" },
  fair: { tone: "warning", shape: "triangle" },
  good: { tone: "plain", shape: "circle" },
  unknown: { tone: "plain", shape: "dash" },
};

export function bandLook(band: HealthBand) {
  return bands[band];
}

/** Health as shape, word and number. */
export function HealthBadge({ band, health, testId }: { band: HealthBand; health: number | null; testId?: string }) {
  const t = useT();
  const format = useFormat();
  const { tone, shape } = bands[band];
  return (
    <Mark tone={tone} shape={shape} testId={testId} data={{ "data-raw": health ?? undefined }}>
      {health === null ? null : <b className={classes.number}>{format.integer(health)}</b>} {t(`ui-band-${band}`)}
    </Mark>
  );
}

/** Health as a bar of 0 to 100 beside its number: for columns, where words would repeat. */
export function HealthBar({ band, health }: { band: HealthBand; health: number | null }) {
  const t = useT();
  const format = useFormat();
  const { tone, shape } = bands[band];
  const word = t(`ui-band-${band}`);
  return (
    <span className={classes.health} data-tone={tone} title={word}>
      <ShapeIcon shape={shape} />
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ inlineSize: `${Math.max(0, Math.min(100, health ?? 0))}%` }} />
      </span>
      <span className={classes.number}>{health === null ? "–" : format.integer(health)}</span>
      <span className="hidden-visually">{word}</span>
    </span>
  );
}

const criticalities: Record<Criticality, { tone: Tone; bars: number }> = {
  critical: { tone: "critical", bars: 4 },
  high: { tone: "warning", bars: 3 },
  medium: { tone: "plain", bars: 2 },
  low: { tone: "plain", bars: 1 },
};

/** How much the asset or the order matters: rising bars and the word. Not a state, so it is never filled with colour. */
export function CriticalityMark({ criticality, kind = "criticality" }: { criticality: Criticality; kind?: "criticality" | "priority" }) {
  const t = useT();
  const { bars } = criticalities[criticality];
  return (
    <span className={classes.criticality} data-level={criticality}>
      <svg width="14" height="11" viewBox="0 0 14 11" aria-hidden className={classes.shape} focusable="false">
        {[0, 1, 2, 3].map((i) => (
          <rect key={i} x={i * 3.6} y={8 - i * 2.6} width="2.6" height={3 + i * 2.6} className={i < bars ? classes.on : classes.off} />
        ))}
      </svg>
      <span>{t(`ui-${kind}-${criticality}`)}</span>
    </span>
  );
}

const qualities: Record<Quality, { tone: Tone; shape: Shape }> = {
  good: { tone: "plain", shape: "dot" },
  uncertain: { tone: "warning", shape: "half" },
  bad: { tone: "critical", shape: "cross" },
};

/** Quality in words; on hover and by keyboard why, with the source's status code in hex. Good is quiet. */
export function QualityMark({ quality, status, compact }: { quality: Quality; status?: number; compact?: boolean }) {
  const t = useT();
  const { tone, shape } = qualities[quality];
  const word = t(`ui-quality-${quality}`);
  return (
    <Mark tone={tone} shape={shape} tip={status === undefined ? undefined : <StatusText quality={quality} status={status} />}>
      {compact ? <span className="hidden-visually">{word}</span> : word}
    </Mark>
  );
}

export function StatusText({ quality, status }: { quality: Quality; status: number }) {
  const t = useT();
  const reason = statusReason(status);
  return (
    <span>
      {t(`ui-quality-${quality}`)}
      {reason ? `: ${t(reason)}` : null} <bdi dir="ltr">0x{(status >>> 0).toString(16).toUpperCase().padStart(8, "0")}</bdi>
    </span>
  );
}

/** Beside the age of a value that is older than it should be: the dotted line under the value alone says too little. */
export function StaleWord() {
  const t = useT();
  return (
    <Mark tone="warning" shape="half" testId="stale-word">
      {t("ui-reading-stale")}
    </Mark>
  );
}

const connections: Record<ConnectionState["state"], { tone: Tone; shape: Shape }> = {
  stopped: { tone: "plain", shape: "hollow-square" },
  connecting: { tone: "notice", shape: "half" },
  streaming: { tone: "plain", shape: "circle" },
  reconnecting: { tone: "warning", shape: "triangle" },
  failed: { tone: "critical", shape: "diamond" },
  elsewhere: { tone: "plain", shape: "ring" },
  standby: { tone: "plain", shape: "ring" },
};

export function ConnectionBadge({ connection, testId }: { connection: ConnectionState; testId?: string }) {
  const t = useT();
  const say = useMessage();
  const { tone, shape } = connections[connection.state];
  const standby = connection.state === "standby" ? (connection.holder === null ? t("ui-connection-standby-none") : t("ui-connection-standby-holder", { holder: connection.holder })) : undefined;
  const cause = connection.state === "reconnecting" || connection.state === "failed" ? say(connection.cause) : standby;
  return (
    <Mark tone={tone} shape={shape} tip={cause} testId={testId} data={{ "data-status": connection.state }}>
      {t(`ui-connection-${connection.state}`)}
    </Mark>
  );
}

/** On whatever the demo plant's simulation made. There is no way to hide it. */
export function SimulatedMark({ compact }: { compact?: boolean }) {
  const t = useT();
  return (
    <Mark tone="simulated" shape="hollow-square" filled testId="simulated-mark" tip={t("ui-simulated-explained")}>
      {compact ? t("ui-simulated-short") : t("ui-simulated")}
    </Mark>
  );
}
