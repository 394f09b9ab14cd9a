//! Someone saved the order meanwhile: the fields that differ, mine beside theirs, and the two ways on.

import { Button, Group } from "@mantine/core";
import { Mark } from "@/components";
import { useT } from "@/text";
import type { OrderValues } from "./order-fields";
import classes from "./work-orders.module.css";

const fields = ["titleEn", "titleAr", "type", "priority", "estimatedHours", "dueOn", "description"] as const;

const labels: Record<(typeof fields)[number], string> = {
  titleEn: "ui-order-title-en",
  titleAr: "ui-order-title-ar",
  type: "ui-order-type",
  priority: "ui-priority",
  estimatedHours: "ui-order-hours",
  dueOn: "ui-order-due",
  description: "ui-order-description",
};

export function VersionConflict({ mine, theirs, busy, onTakeTheirs, onKeepMine }: {
  mine: OrderValues;
  theirs: OrderValues;
  busy: boolean;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}) {
  const t = useT();
  const differing = fields.filter((field) => mine[field] !== theirs[field]);
  const say = (field: (typeof fields)[number], values: OrderValues) => {
    if (field === "type") return t(`ui-order-type-${values.type}`);
    if (field === "priority") return t(`ui-priority-${values.priority}`);
    const value = values[field];
    return value === null || value === "" ? "–" : String(value);
  };
  return (
    <div className={classes.conflict} role="alert" data-testid="error-message" data-code="409">
      <Mark tone="warning" shape="triangle">
        <b>{t("ui-order-conflict")}</b>
      </Mark>
      <table>
        <thead>
          <tr>
            <th />
            <th scope="col">{t("ui-order-mine")}</th>
            <th scope="col">{t("ui-order-theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((field) => (
            <tr key={field}>
              <th scope="row">{t(labels[field])}</th>
              <td dir="auto">{say(field, mine)}</td>
              <td dir="auto">{say(field, theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {differing.length === 0 ? <p className={classes.quiet}>{t("ui-order-conflict-same")}</p> : null}
      <Group gap="xs">
        <Button variant="default" onClick={onTakeTheirs} data-testid="conflict-theirs">
          {t("ui-order-take-theirs")}
        </Button>
        <Button variant="default" loading={busy} onClick={onKeepMine} data-testid="conflict-mine">
          {t("ui-order-keep-mine")}
        </Button>
      </Group>
    </div>
  );
}
