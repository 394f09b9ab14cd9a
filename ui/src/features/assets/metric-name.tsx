//! A metric by its name in words where one is known, with the internal name that lists and files use.

import { Tag, useText } from "@/text";
import classes from "./metric-name.module.css";

export function useMetricName(): (name: string) => string | null {
  const { t, has } = useText();
  return (name) => {
    const id = `demo-metric-${name.replaceAll("_", "-")}`;
    return has(id) ? t(id) : null;
  };
}

export function MetricName({ name }: { name: string }) {
  const words = useMetricName()(name);
  return (
    <span className={classes.metric}>
      {words ? <span>{words}</span> : null}
      <span className={words ? classes.code : undefined}>
        <Tag>{name}</Tag>
      </span>
    </span>
  );
}
