//! Runs side by side: their figures, the parameters that differ, whether they saw the same plant, and what each decides
//! otherwise, with why.

import { Anchor } from "@mantine/core";
import { useCommand } from "@/api";
import type { DecisionDifference, Figure, Message, OptimizationRun, RunComparison } from "@/bindings";
import { EmptyState, Loaded, Mark, Page, Panel, PlainTable, TimeText } from "@/components";
import { links, useParam } from "@/router";
import { Tag, useFormat, useMessage, useName, useT, type Translate } from "@/text";
import { runHref, tabOf } from "../runs/models";
import { RunStatusMark, SolverClaim } from "../runs/run-status";
import runs from "../runs/runs.module.css";
import { useAmount, useMoney } from "../runs/use-money";
import { EngineOff, OptimizationTabs, useEngineIsOff } from "../tabs";
import classes from "./compare.module.css";

export function Compare() {
  const t = useT();
  const [wanted] = useParam("runs");
  const ids = (wanted ?? "").split(",").filter(Boolean);
  const isOff = useEngineIsOff();
  const comparison = useCommand("compare_runs", { ids }, { enabled: ids.length >= 2 && !isOff });
  const model = comparison.data?.runs[0]?.model;
  return (
    <Page
      testId="optimization-compare"
      title={t("ui-compare-title")}
      back={model ? { href: runHref(model), label: t(`ui-optimization-tab-${tabOf(model)}`) } : { href: links.optimization(), label: t("ui-nav-optimization") }}
    >
      {model ? <OptimizationTabs value={tabOf(model)} /> : null}
      <EngineOff />
      {isOff ? null : ids.length < 2 ? (
        <EmptyState title={t("ui-compare-none")}>{t("ui-compare-none-why")}</EmptyState>
      ) : (
        <Loaded query={comparison} testId="comparison" className={runs.result}>
          {(answer) => <Content comparison={answer} />}
        </Loaded>
      )}
    </Page>
  );
}

function Content({ comparison }: { comparison: RunComparison }) {
  const t = useT();
  const say = useMessage();
  const format = useFormat();
  return (
    <>
      <div className={classes.heads}>
        {comparison.runs.map((run, index) => (
          <RunCard key={run.id} run={run} number={index + 1} />
        ))}
      </div>
      <Panel testId="compare-input">
        <Mark tone="plain" shape={comparison.sameInput ? "circle" : "half"}>
          {t(comparison.sameInput ? "ui-compare-same-input" : "ui-compare-other-input")}
        </Mark>
        {comparison.inputChanges.length > 0 ? (
          <ul className={runs.why}>
            {comparison.inputChanges.map((change, index) => (
              <li key={index}>{say(change)}</li>
            ))}
          </ul>
        ) : null}
      </Panel>
      <Figures comparison={comparison} />
      {comparison.parameters.length > 0 ? (
        <Panel flush title={t("ui-compare-parameters")} testId="compare-parameters">
          <PlainTable
            label={t("ui-compare-parameters")}
            rows={comparison.parameters}
            rowKey={(each) => each.name}
            columns={[
              { id: "name", header: t("ui-compare-parameter"), cell: (each) => <ParameterName name={each.name} /> },
              ...comparison.runs.map((run, index) => ({
                id: run.id,
                header: <RunNumber number={index + 1} run={run} />,
                cell: (each: (typeof comparison.parameters)[number]) => <Value value={each.values[index]} />,
              })),
            ]}
          />
        </Panel>
      ) : null}
      <Panel flush title={t("ui-compare-changes")} aside={format.integer(comparison.changesTotal)} testId="compare-changes">
        {comparison.changes.length === 0 ? (
          <EmptyState title={t("ui-compare-no-changes")}>{t("ui-compare-no-changes-why")}</EmptyState>
        ) : (
          <>
            <Changes comparison={comparison} />
            {comparison.changesTotal > comparison.changes.length ? <p className={classes.more}>{t("ui-compare-more", { shown: comparison.changes.length, total: comparison.changesTotal })}</p> : null}
          </>
        )}
      </Panel>
    </>
  );
}

function RunCard({ run, number }: { run: OptimizationRun; number: number }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className={runs.head} data-testid={`compare-run-${number}`}>
      <div className={runs.headNames}>
        <b className={classes.number}>{format.integer(number)}</b>
        <a href={runHref(run.model, run.id)}>{run.name || t("ui-run-unnamed")}</a>
      </div>
      <span className={runs.quiet}>
        <TimeText at={run.startedAt} shape="second" />
      </span>
      <div className={runs.headNames}>
        <RunStatusMark run={run} />
        <SolverClaim run={run} />
      </div>
    </section>
  );
}

function RunNumber({ number, run }: { number: number; run: OptimizationRun }) {
  const t = useT();
  const format = useFormat();
  return <span title={run.name || t("ui-run-unnamed")}>{t("ui-compare-run", { number: format.integer(number) })}</span>;
}

function Figures({ comparison }: { comparison: RunComparison }) {
  const t = useT();
  const say = useMessage();
  const format = useFormat();
  const amount = useAmount();
  const money = useMoney(comparison.currency ?? "");
  const show = (figure: Figure, value: number | null | undefined) => {
    if (value == null) return "–";
    switch (figure.unit) {
      case "money":
        return comparison.currency ? money(value) : amount(value);
      case "hours":
        return format.number(value, { maximumFractionDigits: 1 });
      case "count":
        return format.integer(value);
      case "share":
        return format.percent(value, 1);
      case "seconds":
        return format.duration(value);
    }
  };
  const isPair = comparison.runs.length === 2;
  return (
    <Panel flush title={t("ui-compare-figures")} testId="compare-figures">
      <PlainTable
        label={t("ui-compare-figures")}
        rows={comparison.figures}
        rowKey={(figure) => figure.name.id}
        columns={[
          { id: "name", header: t("ui-compare-figure"), cell: (figure) => say(figure.name) },
          ...comparison.runs.map((run, index) => ({
            id: run.id,
            header: <RunNumber number={index + 1} run={run} />,
            align: "end" as const,
            cell: (figure: Figure) => show(figure, figure.values[index]),
          })),
          ...(isPair
            ? [
                {
                  id: "difference",
                  header: t("ui-compare-difference"),
                  align: "end" as const,
                  cell: (figure: Figure) => {
                    const [a, b] = figure.values;
                    if (a == null || b == null || figure.unit === "seconds") return "–";
                    const difference = b - a;
                    return difference === 0 ? "=" : <bdi dir="ltr">{`${difference > 0 ? "+" : "−"}${show(figure, Math.abs(difference))}`}</bdi>;
                  },
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

function Changes({ comparison }: { comparison: RunComparison }) {
  const t = useT();
  const say = useMessage();
  const name = useName();
  return (
    <PlainTable
      label={t("ui-compare-changes")}
      rows={comparison.changes}
      rowKey={(change) => `${change.assetId}-${change.orderNumber ?? ""}`}
      rowProps={(change, index) => ({ "data-testid": `compare-change-${index}`, "data-tag": change.assetTag })}
      columns={[
        {
          id: "what",
          header: t("ui-asset"),
          cell: (change) => (
            <span className={runs.two}>
              <span>
                {change.orderNumber ? <Tag>{change.orderNumber}</Tag> : null}{" "}
                <Anchor href={links.asset(change.assetId)}>
                  <Tag>{change.assetTag}</Tag>
                </Anchor>
              </span>
              <span className={runs.quiet}>{name({ nameEn: change.assetNameEn, nameAr: change.assetNameAr })}</span>
            </span>
          ),
        },
        ...comparison.runs.map((run, index) => ({
          id: run.id,
          header: <RunNumber number={index + 1} run={run} />,
          cell: (change: DecisionDifference) => {
            const value = change.values[index];
            return value ? say(value) : <span className={runs.quiet}>{t("ui-compare-not-in-input")}</span>;
          },
        })),
        { id: "why", header: t("ui-run-why"), cell: (change) => change.why.map((why) => say(inWords(why, t))).join(" ") },
      ]}
    />
  );
}

/** `rates.lateDay` in words where the start dialog has them, else as the core names it. */
function ParameterName({ name }: { name: string }) {
  const t = useT();
  const id = words[name];
  return id ? t(id) : <Tag>{name}</Tag>;
}

/** Which parameters differ, by the names that the start dialog gives them. */
function inWords(message: Message, t: Translate): Message {
  const names = message.args?.names;
  if (message.id !== "compare-parameters" || typeof names !== "string") return message;
  const named = names.split(", ").map((each) => (words[each] ? t(words[each]) : each));
  return { id: message.id, args: { ...message.args, names: named.join(" · ") } };
}

const words: Record<string, string> = {
  firstDay: "ui-run-first-day",
  days: "ui-dispatch-days",
  siteIds: "ui-run-sites",
  includeScheduled: "ui-dispatch-include-scheduled",
  defaultHours: "ui-dispatch-default-hours",
  speedKmh: "ui-dispatch-speed",
  detour: "ui-dispatch-detour",
  placeMinutes: "ui-dispatch-place-minutes",
  "rates.lateDay": "ui-dispatch-rate-lateDay",
  "rates.waitingDay": "ui-dispatch-rate-waitingDay",
  "rates.travelHour": "ui-dispatch-rate-travelHour",
  "rates.travelKm": "ui-dispatch-rate-travelKm",
  rates: "ui-dispatch-rates",
  "rates.unassigned": "ui-dispatch-rate-unassigned",
  fairness: "ui-dispatch-fairness",
  locks: "ui-compare-locks",
  periods: "ui-risk-periods",
  periodDays: "ui-risk-period-days",
  scenarios: "ui-risk-scenarios",
  givenScenarios: "ui-risk-given",
  quantile: "ui-risk-quantile",
  tail: "ui-risk-tail",
  tailShare: "ui-risk-tail-share",
  budget: "ui-risk-budget",
  crewShare: "ui-risk-crew-share",
  crews: "ui-risk-crews",
  windows: "ui-risk-windows",
  exclusions: "ui-risk-exclusions",
  keepOrdered: "ui-risk-keep-ordered",
  effort: "ui-run-effort",
  "effort.seconds": "ui-run-seconds",
  "effort.rounds": "ui-run-rounds",
  seed: "ui-run-seed",
  horizons: "ui-compare-horizons",
};

function Value({ value }: { value: unknown }) {
  const t = useT();
  const format = useFormat();
  if (value === null || value === undefined) return <span className={runs.quiet}>{t("ui-none")}</span>;
  if (typeof value === "number") return format.number(value, { maximumFractionDigits: 4 });
  if (typeof value === "boolean") return t(value ? "ui-compare-yes" : "ui-compare-no");
  if (Array.isArray(value) && value.every((each) => typeof each === "number")) return value.map((each) => format.number(each)).join(" · ");
  if (Array.isArray(value)) return t("ui-compare-entries", { count: value.length });
  return <Tag>{typeof value === "string" ? value : JSON.stringify(value)}</Tag>;
}
