//! Choosing the pens of a trend: every source of every metric of the asset, at most as many as one request takes.

import { Button, Checkbox, Popover } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Tag, useFormat, useT } from "@/text";
import { MetricName } from "../metric-name";
import type { AssetPen } from "./asset-pens";
import { MOST_PENS } from "./pens";
import classes from "./trend.module.css";

export function PenChooser({ available, chosen, onChoose }: { available: AssetPen[]; chosen: number[]; onChoose: (signals: number[]) => void }) {
  const t = useT();
  const format = useFormat();
  const isFull = chosen.length >= MOST_PENS;
  return (
    <Popover position="bottom-end" shadow="md" withArrow trapFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} data-testid="trend-pens">
          {t("trend-pens", { count: chosen.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.chooser}>
        {available.map((pen) => {
          const isOn = chosen.includes(pen.signal);
          return (
            <Checkbox
              key={pen.signal}
              size="xs"
              checked={isOn}
              disabled={!isOn && isFull}
              onChange={() => onChoose(isOn ? chosen.filter((s) => s !== pen.signal) : [...chosen, pen.signal])}
              data-testid={`trend-choose-${pen.metric}`}
              label={
                <>
                  <MetricName name={pen.metric} /> {pen.source ? <Tag plain>{pen.source}</Tag> : null} <Tag plain>{format.unit(pen.unit)}</Tag>
                </>
              }
            />
          );
        })}
        {isFull ? <p className={classes.hint}>{t("trend-pens-full", { most: MOST_PENS })}</p> : null}
      </Popover.Dropdown>
    </Popover>
  );
}
