//! Lines of an integration's log, newest first: when, how grave, what. One that was told again and again says how often.

import type { LogLine } from "@/bindings";
import { Mark, TimeText, type Shape, type Tone } from "@/components";
import { useFormat, useMessage, useT } from "@/text";
import classes from "../integrations.module.css";

const SEVERITIES: Record<LogLine["severity"], { tone: Tone; shape: Shape }> = {
  info: { tone: "plain", shape: "dot" },
  warning: { tone: "warning", shape: "triangle" },
  error: { tone: "critical", shape: "diamond" },
};

export function LogLines({ lines, testId }: { lines: LogLine[]; testId: string }) {
  const t = useT();
  const say = useMessage();
  return (
    <ol className={classes.events}>
      {lines.map((line, i) => (
        // Lines of a log have no identity but their place; the newest is first.
        <li key={`${line.at} ${i}`} data-testid={`${testId}-${i}`} data-severity={line.severity} data-message={line.message.id} data-times={line.times}>
          <TimeText at={line.at} shape="second" />
          <Mark {...SEVERITIES[line.severity]}>
            <span className="hidden-visually">{t(`integrations-severity-${line.severity}`)}</span>
          </Mark>
          <span>
            {say(line.message)} <Repeated line={line} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Repeated({ line }: { line: LogLine }) {
  const t = useT();
  const format = useFormat();
  if (line.times < 2) return null;
  return (
    <span className={classes.dim}>
      {t("integrations-log-times", { count: line.times, shown: format.integer(line.times) })} <TimeText at={line.lastAt} shape="second" />
    </span>
  );
}
