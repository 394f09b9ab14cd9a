//! What an order asks for and when it is planned: skills with their levels, tools, parts, the earliest day and hour, and
//! the engineer and time that an accepted plan gave it.

import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useCommand } from "@/api";
import type { WorkNeedsRow, WorkOrderId } from "@/bindings";
import { Loaded, Mark, Panel } from "@/components";
import { clockOf, useResources } from "@/components/use-resources";
import { links } from "@/router";
import { Tag, useFormat, useName, useT } from "@/text";
import { NeedsDialog } from "./needs-dialog";
import classes from "./work-orders.module.css";

export function NeedsPanel({ orderId, may }: { orderId: WorkOrderId; may: boolean }) {
  const t = useT();
  const [isEditing, setEditing] = useState(false);
  const query = useCommand("get_work_needs", { workOrderId: orderId });
  return (
    <Panel
      title={t("ui-needs-title")}
      testId="work-order-needs"
      aside={
        may && query.data ? (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)} data-testid="needs-edit">
            {t("ui-edit")}
          </Button>
        ) : null
      }
    >
      <Loaded query={query}>
        {(row) => (
          <>
            <Facts row={row} />
            {isEditing ? <NeedsDialog row={row} onClose={() => setEditing(false)} /> : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Facts({ row }: { row: WorkNeedsRow }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const { nameOf } = useResources();
  const { needs, schedule } = row;
  const none = <span className={classes.quiet}>{t("ui-none")}</span>;
  return (
    <>
      <dl className={classes.facts}>
        <div>
          <dt>{t("ui-needs-schedule")}</dt>
          <dd data-testid="needs-schedule">
            {schedule ? (
              <>
                {name({ nameEn: schedule.engineerNameEn, nameAr: schedule.engineerNameAr })} <Tag plain>{schedule.engineerCode}</Tag> · {format.day(schedule.day)} ·{" "}
                <bdi dir="ltr">
                  {clockOf(schedule.start)}–{clockOf(schedule.end)}
                </bdi>{" "}
                {schedule.runId ? <a href={links.optimizationPage("dispatch", { run: schedule.runId })}>{t("ui-needs-plan")}</a> : null}
              </>
            ) : (
              <span className={classes.quiet}>{t("ui-needs-not-scheduled")}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("ui-workforce-skills")}</dt>
          <dd>
            {needs.skills.length > 0 ? needs.skills.map((skill) => t("ui-dispatch-skill-level", { skill: nameOf(skill.skillId), level: skill.level })).join(" · ") : none}{" "}
            {row.isAssumed && needs.skills.length > 0 ? (
              <Mark tone="plain" shape="half" tip={t("ui-dispatch-needs-assumed")}>
                {t("ui-needs-assumed")}
              </Mark>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{t("ui-workforce-tools")}</dt>
          <dd>{needs.tools.length > 0 ? needs.tools.map(nameOf).join(" · ") : none}</dd>
        </div>
        <div>
          <dt>{t("ui-needs-parts")}</dt>
          <dd>{needs.parts.length > 0 ? needs.parts.map((part) => `${format.integer(part.count)} × ${nameOf(part.partId)}`).join(" · ") : none}</dd>
        </div>
        <div>
          <dt>{t("ui-needs-not-before")}</dt>
          <dd>{needs.notBefore ? format.day(needs.notBefore) : none}</dd>
        </div>
        <div>
          <dt>{t("ui-needs-window")}</dt>
          <dd>
            {needs.window ? (
              <bdi dir="ltr">
                {clockOf(needs.window.earliest)}–{clockOf(needs.window.latest)}
              </bdi>
            ) : (
              none
            )}
          </dd>
        </div>
        <div>
          <dt>{t("ui-needs-after")}</dt>
          <dd>{needs.after.length > 0 ? needs.after.map((id) => <After key={id} id={id} />) : none}</dd>
        </div>
        {needs.sameEngineerAs ? (
          <div data-testid="work-order-same-engineer">
            <dt>{t("ui-needs-same-engineer")}</dt>
            <dd>
              <After id={needs.sameEngineerAs} />
            </dd>
          </div>
        ) : null}
      </dl>
    </>
  );
}

function After({ id }: { id: WorkOrderId }) {
  const order = useCommand("get_work_order", { id });
  return (
    <a href={links.workOrder(id)}>
      <Tag>{order.data?.order.number ?? "…"}</Tag>
    </a>
  );
}
