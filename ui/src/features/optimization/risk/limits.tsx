//! The limits that hold the plan back, and what the step that is lacking in each is worth at least: as found by the search, not
//! a proof.

import type { RiskAnswer, RiskLimit } from "@/bindings";
import { Panel, PlainTable } from "@/components";
import { useFormat, useMessage, useName, useT } from "@/text";
import { useMoney } from "../runs/use-money";
import classes from "./risk.module.css";

export function BindingLimits({ plan }: { plan: RiskAnswer }) {
  const t = useT();
  const say = useMessage();
  const name = useName();
  const format = useFormat();
  const money = useMoney(plan.currency);
  const amount = (limit: RiskLimit, value: number) =>
    limit.unit === "money" ? money(value) : limit.unit === "hours" ? t("ui-risk-in-hours", { amount: format.number(value, { maximumFractionDigits: 1 }) }) : format.integer(value);
  return (
    <Panel flush title={t("ui-risk-binding")} aside={format.integer(plan.binding.length)} testId="risk-binding">
      {plan.binding.length === 0 ? (
        <p className={classes.none}>{t("ui-risk-binding-none")}</p>
      ) : (
        <PlainTable
          label={t("ui-risk-binding")}
          rows={plan.binding}
          rowKey={(limit) => `${limit.what.id}-${limit.nameEn}-${limit.period ?? "all"}`}
          columns={[
            {
              id: "what",
              header: t("ui-risk-limit"),
              cell: (limit) => (
                <span className={classes.two}>
                  <span>{say(limit.what)}</span>
                  <span className={classes.quiet}>{name(limit)}</span>
                </span>
              ),
            },
            { id: "period", header: t("ui-risk-period"), cell: (limit) => (limit.period === null ? t("ui-risk-whole-plan") : `${format.integer(limit.period + 1)} · ${limit.from ? format.day(limit.from) : ""}`) },
            { id: "used", header: t("ui-risk-used"), align: "end", cell: (limit) => amount(limit, limit.used) },
            { id: "available", header: t("ui-risk-available"), align: "end", cell: (limit) => amount(limit, limit.available) },
            { id: "worth", header: t("ui-risk-worth"), align: "end", cell: (limit) => (
                <span className={classes.two}>
                  <span>{limit.worthAtLeast === null ? t("ui-risk-worth-unknown") : <b>{money(limit.worthAtLeast)}</b>}</span>
                  <span className={classes.quiet} data-raw={limit.step}>{t("ui-risk-step", { amount: amount(limit, limit.step) })}</span>
                </span>
              ) },
          ]}
        />
      )}
    </Panel>
  );
}
