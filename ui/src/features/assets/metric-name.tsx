//! A metric by its name in words where one is known, with the internal name that lists and files use.

import { Tag, useText } from "@/text";

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
    <span>
      {words ? <span>{words} </span> : null}
      <Tag plain={words !== null}>{name}</Tag>
    </span>
  );
}
