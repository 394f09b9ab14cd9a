//! A recommendation in money: what a failure would cost, how likely it is, and what missing or bad readings leave open.

import type { MoneyRisk } from "@/bindings";
import { Mark } from "@/components";
import { links } from "@/router";
import { useFormat, useT } from "@/text";
import { useMoney } from "./runs/use-money";
import classes from "./optimization.module.css";

export function MoneyAtRisk({ money }: { money: MoneyRisk }) {
  const t = useT();
  const format = useFormat();
  return (
    <span className={classes.two} data-raw={money.risk}>
      <span>
        {format.number(money.risk, { notation: "compact", maximumSignificantDigits: 3 })} {money.currency}
      </span>
      <span className={classes.quiet}>{t("ui-optimization-risk-rank", { rank: format.integer(money.riskRank) })}</span>
    </span>
  );
}

/** Probability times consequence, as the sum that it is, and the cost model that it stands on. */
export function MoneySum({ money, probability }: { money: MoneyRisk; probability: number }) {
  const t = useT();
  const format = useFormat();
  const show = useMoney(money.currency);
  return (
    <table className={classes.sum} data-testid="recommendation-money">
      <tbody>
        <tr>
          <th scope="row">{t("ui-optimization-consequence")}</th>
          <td className="numeric">{show(money.consequence)}</td>
        </tr>
        <tr>
          <th scope="row">{t("ui-optimization-term-probability")}</th>
          <td className="numeric">× {format.percent(probability, 1)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr data-raw={money.risk}>
          <th scope="row">
            {t("ui-optimization-risk")} · {t("ui-optimization-risk-rank", { rank: format.integer(money.riskRank) })}
          </th>
          <td className="numeric">{show(money.risk)}</td>
        </tr>
        <tr>
          <th scope="row">{t("ui-run-cost-model")}</th>
          <td className="numeric">
            <a href={links.integrations({ tab: "cost-and-risk" })}>
              {money.costModelVersion === 0 ? t("ui-run-cost-model-example") : t("ui-run-cost-model-version", { version: format.integer(money.costModelVersion) })}
            </a>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** How far the priority and the rank could be from what they are, had the missing and bad readings been there. */
export function DataQuality({ money, priority }: { money: MoneyRisk; priority: number }) {
  const t = useT();
  const format = useFormat();
  const isOpen = money.priorityHigh - money.priorityLow > 0.05;
  return (
    <div data-testid="recommendation-quality" data-low={money.priorityLow} data-high={money.priorityHigh} data-priority={priority}>
      <p>
        {money.dataQuality < 1 ? (
          <Mark tone="plain" shape="half">
            {t("ui-optimization-quality-share", { share: format.percent(money.dataQuality) })}
          </Mark>
        ) : (
          t("ui-optimization-quality-share", { share: format.percent(money.dataQuality) })
        )}
      </p>
      <p className={classes.quiet}>
        {isOpen
          ? t("ui-optimization-quality-range", {
              low: format.fixed(money.priorityLow, 1),
              high: format.fixed(money.priorityHigh, 1),
              best: format.integer(money.bestRank),
              worst: format.integer(money.worstRank),
            })
          : t("ui-optimization-quality-none")}
      </p>
    </div>
  );
}
