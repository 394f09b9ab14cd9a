//! The engineers: number and name, home, skills with their levels, the week's shifts, and what they are scheduled on.

import { Switch } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "@/api";
import type { EngineerRow } from "@/bindings";
import { EmptyState, Mark, RowButton, SearchField, Toolbar, VirtualTable } from "@/components";
import { useParam } from "@/router";
import { Tag, useFormat, useName, useT } from "@/text";
import { useResources, WEEK } from "@/components/use-resources";
import classes from "./workforce.module.css";

export function Engineers({ may, onEdit }: { may: boolean; onEdit: (row: EngineerRow) => void }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const { nameOf, codeOf } = useResources();
  const [search, setSearch] = useParam("search");
  const [all, setAll] = useState(false);
  const today = useCommand("list_engineers", { limit: 1 });
  return (
    <>
      <Toolbar aside={<Switch size="xs" label={t("ui-workforce-show-inactive")} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />}>
        <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-workforce-search")} testId="engineer-search" />
      </Toolbar>
      <VirtualTable
        command="list_engineers"
        filter={{ search: search ?? undefined, onlyActive: !all }}
        label={t("ui-workforce-engineers")}
        testId="engineer-list"
        rowTestId="engineer-row"
        height="min(62vh, 720px)"
        rowHeight={56}
        rowKey={(row) => row.engineer.id}
        rowData={(row) => ({ "data-code": row.engineer.code, "data-works": String(row.engineer.isActive) })}
        {...(may ? { onOpen: onEdit } : {})}
        empty={<EmptyState title={t(search || (today.data?.total ?? 0) > 0 ? "ui-workforce-none-match" : "ui-workforce-none")}>{t("ui-workforce-none-why")}</EmptyState>}
        columns={[
          {
            id: "name",
            header: t("ui-dispatch-engineer"),
            width: "minmax(180px, 1.2fr)",
            cell: ({ engineer, personName }) => (
              <span className={classes.two}>
                <b>{name(engineer)}</b>
                <span className={classes.quiet}>
                  <Tag plain>{engineer.code}</Tag>
                  {personName ? ` · ${t("ui-workforce-account", { name: personName })}` : ""}
                </span>
              </span>
            ),
          },
          {
            id: "home",
            header: t("ui-workforce-home"),
            width: "minmax(120px, 1fr)",
            cell: (row) => (
              <span className={classes.two}>
                <Tag>{row.homeSiteCode}</Tag>
                <span className={classes.quiet}>{name({ nameEn: row.homeSiteNameEn, nameAr: row.homeSiteNameAr })}</span>
              </span>
            ),
          },
          {
            id: "skills",
            header: t("ui-workforce-skills"),
            width: "minmax(190px, 1.6fr)",
            cell: ({ engineer }) => (
              <span className={classes.skills}>
                {engineer.skills.map((skill) => (
                  <span key={skill.skillId} className={classes.skill} title={t("ui-dispatch-skill-level", { skill: nameOf(skill.skillId), level: skill.level })}>
                    <Tag plain>{codeOf(skill.skillId)}</Tag> <Level level={skill.level} />
                  </span>
                ))}
              </span>
            ),
          },
          {
            id: "week",
            header: t("ui-workforce-week"),
            width: "170px",
            cell: (row) => <Week row={row} />,
          },
          { id: "hours", header: t("ui-workforce-hours"), width: "104px", align: "end", cell: (row) => format.number(row.weeklyHours, { maximumFractionDigits: 1 }) },
          { id: "orders", header: t("ui-workforce-orders"), width: "86px", align: "end", cell: (row) => format.integer(row.openOrders) },
          {
            id: "state",
            header: t("ui-state"),
            width: "96px",
            cell: ({ engineer }) => (
              <Mark tone="plain" shape={engineer.isActive ? "circle" : "cross"}>
                {t(engineer.isActive ? "ui-workforce-active" : "ui-workforce-inactive")}
              </Mark>
            ),
          },
          ...(may
            ? [
                {
                  id: "edit",
                  header: "",
                  width: "76px",
                  align: "end" as const,
                  cell: (row: EngineerRow) => (
                    <RowButton onClick={() => onEdit(row)} data-testid={`engineer-edit-${row.engineer.code}`}>
                      {t("ui-edit")}
                    </RowButton>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

/** Five steps, the reached ones filled, and the number. */
export function Level({ level }: { level: number }) {
  const format = useFormat();
  return (
    <span className={classes.level}>
      <span className={classes.steps} aria-hidden>
        {[1, 2, 3, 4, 5].map((each) => (
          <i key={each} data-on={each <= level || undefined} />
        ))}
      </span>
      {format.integer(level)}
    </span>
  );
}

/** The seven days as bars of a day, Sunday first as the week begins here. */
function Week({ row }: { row: EngineerRow }) {
  const t = useT();
  const DAY = 24 * 60;
  return (
    <span className={classes.week} dir="ltr">
      {WEEK.map((weekday) => {
        const shift = row.engineer.weekly.find((each) => each.weekday === weekday);
        return (
          <span key={weekday} className={classes.weekday} title={t(`ui-weekday-${weekday}`)}>
            {shift ? <i style={{ insetBlockStart: `${(shift.start / DAY) * 100}%`, blockSize: `${((shift.end - shift.start) / DAY) * 100}%` }} /> : null}
          </span>
        );
      })}
      <span className="hidden-visually">{row.engineer.weekly.map((shift) => t(`ui-weekday-${shift.weekday}`)).join(" ")}</span>
    </span>
  );
}
