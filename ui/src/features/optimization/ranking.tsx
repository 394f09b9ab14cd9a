//! The ranked list of a run: rank, asset, priority with its terms, what to do and why, and the decision.

import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { RecommendationState, RecommendationRow, RunRow } from "@/bindings";
import { useAction, useCan } from "@/api";
import { CriticalityMark, EmptyState, SearchField, SimulatedMark, Toolbar, useToast, VirtualTable } from "@/components";
import { links, useParam } from "@/router";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import { Decision } from "./decision";
import { Details } from "./details";
import { RejectDialog } from "./reject-dialog";
import { TermBar, TermLegend } from "./terms";
import classes from "./optimization.module.css";

const filters = ["proposed", "accepted", "rejected"] as const;

export function Ranking({ run }: { run: RunRow }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const say = useMessage();
  const toast = useToast();
  const may = useCan("run_optimization");
  const [status, setStatus] = useParam("status");
  const [search, setSearch] = useParam("search");
  const [opened, setOpened] = useState<RecommendationRow | null>(null);
  const [rejected, setRejected] = useState<RecommendationRow | null>(null);
  const filter = filters.find((each) => each === status) as RecommendationState | undefined;

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
            ...filters.map((each) => ({ value: each, label: t(`ui-recommendation-${each}`) })),
          ]}
          data-testid="recommendation-filter"
        />
        <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-search-assets")} testId="recommendation-search" />
      </Toolbar>
      <VirtualTable
        command="list_recommendations"
        filter={{ runId: run.run.id, status: filter, search: search ?? undefined }}
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
          { id: "rank", header: t("ui-rank"), width: "58px", align: "end", cell: (row) => <span className={classes.rank}>{format.integer(row.recommendation.rank)}</span> },
          {
            id: "asset",
            header: t("ui-asset"),
            width: "minmax(204px, 1.2fr)",
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
            width: "minmax(194px, 0.8fr)",
            cell: (row) => {
              const { terms, priority } = row.recommendation;
              return (
                <span className={classes.priority}>
                  <b data-raw={priority}>{format.fixed(priority, 1)}</b>
                  <span className={classes.two}>
                    <TermBar terms={terms} />
                  </span>
                </span>
              );
            },
          },
          {
            id: "action",
            header: t("ui-optimization-action"),
            width: "minmax(240px, 1.6fr)",
            cell: (row, index) => {
              const why = row.recommendation.why.map(say).join(" · ");
              return (
                <span className={classes.two}>
                  <button type="button" className={classes.action} onClick={() => setOpened(row)} data-testid={`recommendation-open-${index}`}>
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
            width: "180px",
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
