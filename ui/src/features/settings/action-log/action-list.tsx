//! The entries of the log, newest first, as many as there are.

import type { ActionRow } from "@/bindings";
import { EmptyState, Mark, TimeText, useOutOfReach, VirtualTable, type Column, type Shape, type Tone } from "@/components";
import { kebab } from "@/components/closed-lists";
import { Tag, useMessage, useText } from "@/text";
import classes from "./action-log.module.css";
import type { Filter } from "./use-filter";

const outcomes: Record<string, { tone: Tone; shape: Shape; word: string }> & { pending: { tone: Tone; shape: Shape; word: string } } = {
  success: { tone: "plain", shape: "circle", word: "ui-settings-success" },
  failure: { tone: "warning", shape: "cross", word: "ui-settings-failed" },
  pending: { tone: "notice", shape: "half", word: "ui-settings-pending" },
};

export function ActionList({ filter, isFiltered, hasNumber, hasWorkstation }: { filter: Filter; isFiltered: boolean; hasNumber: boolean; hasWorkstation: boolean }) {
  const { t, has } = useText();
  const say = useMessage();
  const instead = useOutOfReach();
  const columns: Column<ActionRow>[] = [
    ...(hasNumber ? [{ id: "no", header: t("ui-log-no"), width: "70px", align: "end" as const, cell: (row: ActionRow) => <Tag>{row.no ?? "–"}</Tag> }] : []),
    { id: "at", header: t("ui-settings-when"), width: "160px", cell: (row) => <TimeText at={row.at} shape="second" /> },
    { id: "person", header: t("ui-settings-who"), width: "minmax(130px, 1fr)", cell: (row) => <Who person={row.person} /> },
    {
      id: "action",
      header: t("ui-settings-what"),
      width: "minmax(150px, 1.3fr)",
      cell: (row) => {
        // What a workstation has sent is the command's name behind its own.
        const id = `ui-action-${kebab(row.action.replace(/^workstation\./, ""))}`;
        return has(id) ? t(id) : <Tag>{row.action}</Tag>;
      },
    },
    { id: "object", header: t("ui-settings-object"), width: "minmax(110px, 1fr)", cell: (row) => <Tag>{row.object}</Tag> },
    ...(hasWorkstation ? [{ id: "workstation", header: t("ui-log-workstation"), width: "minmax(100px, 0.8fr)", cell: (row: ActionRow) => <bdi>{row.workstation ?? "–"}</bdi> }] : []),
    {
      id: "outcome",
      header: t("ui-settings-outcome"),
      width: "minmax(120px, 1.2fr)",
      cell: (row) => {
        const look = outcomes[row.outcome] ?? outcomes.pending;
        const said = row.message ? say(row.message) : t(look.word);
        return (
          <span className={classes.outcome} title={said}>
            <Mark tone={look.tone} shape={look.shape}>
              {said}
            </Mark>
          </span>
        );
      },
    },
  ];
  return (
    <VirtualTable
      command="list_actions"
      filter={filter}
      label={t("ui-settings-actions")}
      testId="action-list"
      rowTestId="action-row"
      rowKey={(row) => `${row.no ?? ""} ${row.at} ${row.person} ${row.action} ${row.object}`}
      rowData={(row) => ({ "data-action": row.action, "data-outcome": row.outcome })}
      instead={hasNumber ? instead : undefined}
      empty={<EmptyState title={t(isFiltered ? "ui-nothing-found" : "ui-settings-no-actions")} />}
      columns={columns}
    />
  );
}

/** An e-mail; a platform owner who had opened the tenant goes by the role, and nobody is the product or the database itself. */
function Who({ person }: { person: string }) {
  const { t } = useText();
  if (person === "") return <span>{t("ui-log-nobody")}</span>;
  return person === "platform_owner" ? <span>{t("ui-role-platform-owner")}</span> : <bdi>{person}</bdi>;
}
