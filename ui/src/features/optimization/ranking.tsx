//! The ranked list of a run: rank, asset, priority with its terms, what is at risk in money, what to do and why, and the
//! decision. By priority, or by the money at risk.

import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { RecommendationRow, RunRow } from "@/bindings";
import { useAction, useCan, useCommand } from "@/api";
import { CriticalityMark, EmptyState, isUrgent, SearchField, SimulatedMark, Toolbar, useToast, useUrgency, VirtualTable, type Urgency } from "@/components";
import { links, useParam } from "@/router";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import { Decision } from "./decision";
import { Details } from "./details";
import { MoneyAtRisk } from "./money";
import { RejectDialog } from "./reject-dialog";
import { useEngineIsOff } from "./tabs";
import { TermBar, TermLegend } from "./terms";
import classes from "./optimization.module.css";

/** Proposals to watch wait for nobody: they stand apart from those that wait for a decision. */
const filters = ["proposed", "monitor", "accepted", "rejected"] as const;

export function Ranking({ run }: { run: RunRow }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const say = useMessage();
  const toast = useToast();
  const isOff = useEngineIsOff();
  const may = useCan("run_optimization") && !isOff;
  // The bars of a page share one scale: that of the weights in force.
  const heaviest = useCommand("get_cost_model", {}).data?.model.weights.critical ?? 0;
  const [status, setStatus] = useParam("status");
  const [search, setSearch] = useParam("search");
  const [opened, setOpened] = useState<RecommendationRow | null>(null);
  const [rejected, setRejected] = useState<RecommendationRow | null>(null);
  const wanted = filters.find((each) => each === status);
  const words = search ?? undefined;
  const [order, setOrder] = useParam("order");
  const byRisk = order === "risk";
  // The urgent stand first only in the order of priority: by money the two kinds of proposals are one list.
  const offered = byRisk ? filters.filter((each) => each !== "monitor") : filters;
  const filter = byRisk && wanted === "monitor" ? "proposed" : wanted;
  const split = useUrgency({ runId: run.run.id, status: "proposed", search: words });
  const counts = { proposed: split.data?.urgent, monitor: split.data?.monitor };
  const listed = filter === "monitor" ? "proposed" : filter;

  const accept = useAction("accept_recommendation", {
    onDone: (order) =>
      toast(
        <>
          {t("ui-optimization-accepted-toast")}{" "}
          <a href={links.workOrder(order.id)}>
            <Tag>{order.number}</Tag>
          </a>
        </>,
      ),
  });
  const onAccept = (row: RecommendationRow) => accept.mutate({ id: row.recommendation.id });

  return (
    <>
      <Toolbar aside={<TermLegend />}>
        <SegmentedControl
          size="xs"
          value={filter ?? "all"}
          onChange={(value) => setStatus(value === "all" ? null : value)}
          data={[
            { value: "all", label: t("ui-all") },
            ...offered.map((each) => {
              const count = !byRisk && (each === "proposed" || each === "monitor") ? counts[each] : undefined;
              return { value: each, label: `${t(`ui-recommendation-filter-${each}`)}${count === undefined ? "" : ` ${format.integer(count)}`}` };
            }),
          ]}
          data-testid="recommendation-filter"
        />
        <SegmentedControl
          size="xs"
          aria-label={t("ui-optimization-order")}
          value={byRisk ? "risk" : "priority"}
          onChange={(value) => setOrder(value === "risk" ? value : null)}
          data={[
            { value: "priority", label: t("ui-optimization-by-priority") },
            { value: "risk", label: t("ui-optimization-by-risk") },
          ]}
          data-testid="recommendation-order"
        />
        <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-search-assets")} testId="recommendation-search" />
      </Toolbar>
      <VirtualTable
        command="list_recommendations"
        filter={{ runId: run.run.id, status: listed, search: words, orderBy: byRisk ? "risk" : "priority" }}
        {...(byRisk ? {} : partOf(filter, split.data))}
        label={t("ui-optimization-title")}
        testId="recommendation-list"
        rowTestId="recommendation-row"
        rowHeight={58}
        rowKey={(row) => row.recommendation.id}
        rowData={(row) => ({ "data-tag": row.assetTag, "data-status": row.recommendation.status, "data-rank": row.recommendation.rank })}
        onOpen={setOpened}
        empty={
          <EmptyState title={filter || search ? t("ui-optimization-none-match") : t("ui-optimization-nothing-ranked")}>
            {filter || search ? null : t("ui-optimization-nothing-ranked-why")}
          </EmptyState>
        }
        columns={[
          { id: "rank", header: t("ui-rank"), width: "50px", align: "end", cell: (row) => <span className={classes.rank}>{format.integer(row.recommendation.rank)}</span> },
          {
            id: "asset",
            header: t("ui-asset"),
            width: "minmax(190px, 1.2fr)",
            cell: (row) => (
              <span className={classes.two}>
                <span className={classes.first}>
                  <Tag>{row.assetTag}</Tag>
                  {row.isSimulated ? <SimulatedMark compact /> : null}
                </span>
                <span className={classes.quiet}>
                  <CriticalityMark criticality={row.criticality} /> · <Tag plain>{row.siteCode}</Tag> ·{" "}
                  {name({ nameEn: row.assetNameEn, nameAr: row.assetNameAr })}
                </span>
              </span>
            ),
          },
          {
            id: "priority",
            header: t("ui-priority-score"),
            width: "minmax(170px, 0.8fr)",
            cell: (row) => {
              const { terms, priority } = row.recommendation;
              return (
                <span className={classes.priority}>
                  <b data-raw={priority}>{format.fixed(priority, 1)}</b>
                  <span className={classes.two}>
                    <TermBar terms={terms} heaviest={heaviest} />
                  </span>
                </span>
              );
            },
          },
          {
            id: "risk",
            header: t("ui-optimization-risk"),
            width: "112px",
            align: "end",
            cell: ({ money }) => (money ? <MoneyAtRisk money={money} /> : "–"),
          },
          {
            id: "action",
            header: t("ui-optimization-action"),
            width: "minmax(190px, 1.6fr)",
            cell: (row, index) => {
              const why = row.recommendation.why.map(say).join(" · ");
              return (
                <span className={classes.two}>
                  <button type="button" className={classes.action} data-urgent={isUrgent(row)} onClick={() => setOpened(row)} data-testid={`recommendation-open-${index}`}>
                    {say(row.recommendation.action)}
                  </button>
                  <span className={classes.quiet} title={why}>
                    {why}
                  </span>
                </span>
              );
            },
          },
          {
            id: "decision",
            header: t("ui-optimization-decision"),
            width: "168px",
            cell: (row, index) => (
              <Decision
                row={row}
                index={index}
                may={may}
                busy={accept.isPending && accept.variables?.id === row.recommendation.id}
                onAccept={() => onAccept(row)}
                onReject={() => setRejected(row)}
              />
            ),
          },
        ]}
      />
      <Details row={opened} onClose={() => setOpened(null)} />
      <RejectDialog row={rejected} onClose={() => setRejected(null)} />
    </>
  );
}

/** Which part of the proposals the filter means; before it is known, none but the first. */
function partOf(filter: (typeof filters)[number] | undefined, split: Urgency | undefined): { part?: { from: number; to: number } } {
  if (filter === "proposed" && split) return { part: { from: 0, to: split.urgent } };
  if (filter === "monitor") return { part: split ? { from: split.urgent, to: split.urgent + split.monitor } : { from: 0, to: 0 } };
  return {};
}
