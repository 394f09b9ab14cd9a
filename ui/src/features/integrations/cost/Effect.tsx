//! What the model would do to the ranking of the present scores: counts by urgency and money at risk before
//! and after, and who moves by priority or by money.

import { Anchor } from "@mantine/core";
import type { CostModelEffect } from "@/bindings";
import { EmptyState, Mark, Panel, PlainTable, TimeText } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useName, useT } from "@/text";
import shared from "../integrations.module.css";
import classes from "./cost.module.css";

const URGENCIES = [
  ["immediate", "action-immediate"],
  ["sevenDays", "action-schedule-7-days"],
  ["monitor", "action-monitor"],
] as const;

export function Effect({ effect, isOutdated }: { effect: CostModelEffect; isOutdated: boolean }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const money = (amount: number) => format.number(amount, { notation: "compact", maximumSignificantDigits: 3 });
  return (
    <Panel
      testId="cost-effect"
      title={t("ui-cost-effect")}
      aside={isOutdated ? <Mark tone="warning" shape="hollow-square">{t("ui-cost-effect-outdated")}</Mark> : null}
    >
      {effect.dispatch ? <OnDispatch effect={effect.dispatch} before={effect.currencyBefore} after={effect.currencyAfter} /> : null}
      {effect.ranked === 0 ? (
        <EmptyState title={t("ui-cost-effect-none")}>{t("ui-cost-effect-none-why")}</EmptyState>
      ) : (
        <div className={shared.stack}>
          <p data-testid="cost-effect-moved">
            {t("ui-cost-effect-moved", { moved: effect.moved, ranked: effect.ranked })} {t("ui-cost-effect-moved-in-money", { moved: effect.movedInMoney })}
          </p>
          <dl className={classes.counts}>
            {URGENCIES.map(([key, message]) => (
              <div key={key}>
                <dt>{t(message)}</dt>
                <dd data-testid={`cost-effect-${key}`}>
                  <bdi dir="ltr">
                    {format.integer(effect.before[key])} → <b>{format.integer(effect.after[key])}</b>
                  </bdi>
                </dd>
              </div>
            ))}
            <div>
              <dt>{t("ui-cost-effect-risk")}</dt>
              <dd data-testid="cost-effect-risk" data-before={effect.riskBefore} data-after={effect.riskAfter}>
                <bdi dir="ltr">
                  {money(effect.riskBefore)} {effect.currencyBefore} → <b>{money(effect.riskAfter)}</b> {effect.currencyAfter}
                </bdi>
              </dd>
            </div>
          </dl>
          {effect.changes.length > 0 ? (
            <PlainTable
              label={t("ui-cost-effect")}
              rows={effect.changes}
              rowKey={(change) => change.assetId}
              columns={[
                {
                  id: "asset",
                  header: t("ui-cost-asset"),
                  cell: (change) => (
                    <>
                      <Anchor href={links.asset(change.assetId)}>
                        <Tag>{change.assetTag}</Tag>
                      </Anchor>{" "}
                      {name({ nameEn: change.assetNameEn, nameAr: change.assetNameAr })}
                    </>
                  ),
                },
                {
                  id: "rank",
                  header: t("ui-rank"),
                  cell: (change) => (
                    <bdi dir="ltr">
                      {format.integer(change.rankBefore)} → <b>{format.integer(change.rankAfter)}</b>
                    </bdi>
                  ),
                },
                {
                  id: "priority",
                  header: t("ui-cost-priority-figure"),
                  cell: (change) => (
                    <bdi dir="ltr">
                      {format.fixed(change.priorityBefore, 1)} → <b>{format.fixed(change.priorityAfter, 1)}</b>
                    </bdi>
                  ),
                },
                {
                  id: "risk",
                  header: t("ui-optimization-risk"),
                  cell: (change) => (
                    <bdi dir="ltr">
                      {money(change.riskBefore)} → <b>{money(change.riskAfter)}</b>
                    </bdi>
                  ),
                },
                {
                  id: "riskRank",
                  header: t("ui-cost-effect-risk-rank"),
                  cell: (change) => (
                    <bdi dir="ltr">
                      {format.integer(change.riskRankBefore)} → <b>{format.integer(change.riskRankAfter)}</b>
                    </bdi>
                  ),
                },
                { id: "urgency", header: "", cell: (change) => (change.urgencyChanges ? <Mark tone="notice" shape="circle">{t("ui-cost-urgency-changes")}</Mark> : null) },
              ]}
            />
          ) : null}
        </div>
      )}
    </Panel>
  );
}

const COSTS = ["late", "waiting", "travel", "unassigned"] as const;

/** The newest dispatch plan, as it is, at the rates in force and at these. */
function OnDispatch({ effect, before, after }: { effect: NonNullable<CostModelEffect["dispatch"]>; before: string; after: string }) {
  const t = useT();
  const format = useFormat();
  const money = (amount: number) => format.number(amount, { maximumFractionDigits: 0 });
  const sum = (costs: typeof effect.before) => COSTS.reduce((all, each) => all + costs[each], 0);
  return (
    <section data-testid="cost-effect-dispatch">
      <p>
        {t("ui-cost-effect-dispatch")}{" "}
        <Anchor href={links.optimizationPage("dispatch", { run: effect.runId })}>
          <TimeText at={effect.plannedAt} />
        </Anchor>
        . {t("ui-cost-effect-dispatch-why")}
      </p>
      <dl className={classes.counts}>
        {COSTS.map((each) => (
          <div key={each}>
            <dt>{t(`figure-cost-${each}`)}</dt>
            <dd data-testid={`cost-effect-dispatch-${each}`} data-before={effect.before[each]} data-after={effect.after[each]}>
              <bdi dir="ltr">
                {money(effect.before[each])} → <b>{money(effect.after[each])}</b>
              </bdi>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("figure-objective")}</dt>
          <dd>
            <bdi dir="ltr">
              {money(sum(effect.before))} {before} → <b>{money(sum(effect.after))}</b> {after}
            </bdi>
          </dd>
        </div>
      </dl>
    </section>
  );
}
