//! The three terms of a priority as one stacked bar with its numbers, and in full as the sum that they are.
//! priority = (100 - health) * 0.4 + failure probability * 100 * 0.4 + criticality weight * 10 (SPEC 7.1).

import type { PriorityTerms } from "@/bindings";
import { Tag, useFormat, useT } from "@/text";
import classes from "./optimization.module.css";

/** Health and probability are at most 40 each; what criticality adds depends on the cost model's weights. */
const MOST_BUT_CRITICALITY = 80;
const PER_WEIGHT = 10;

/** Bar and numbers run with the page, so that the first number belongs to the first part in both directions. */
export function TermBar({ terms, heaviest }: { terms: PriorityTerms; /** The greatest weight that a criticality has. */ heaviest: number }) {
  const format = useFormat();
  const most = MOST_BUT_CRITICALITY + PER_WEIGHT * Math.max(heaviest, terms.criticalityWeight);
  const parts = [
    { term: "health", value: terms.healthTerm },
    { term: "probability", value: terms.probabilityTerm },
    { term: "criticality", value: terms.criticalityTerm },
  ];
  return (
    <>
      <span className={classes.bar} aria-hidden>
        {parts.map(({ term, value }) => (
          <span key={term} data-term={term} style={{ inlineSize: `${(value / most) * 100}%` }} />
        ))}
      </span>
      <span className={classes.numbers}>
        {parts.map(({ term, value }, index) => (
          <span key={term}>
            {index > 0 ? " + " : null}
            <bdi>{format.fixed(value, 1)}</bdi>
          </span>
        ))}
      </span>
    </>
  );
}

export function TermLegend() {
  const t = useT();
  return (
    <span className={classes.legend}>
      {(["health", "probability", "criticality"] as const).map((term) => (
        <span key={term}>
          <i data-term={term} aria-hidden />
          {t(`ui-optimization-term-${term}`)}
        </span>
      ))}
    </span>
  );
}

/** The sum, each line with where its number comes from. */
export function TermSum({ terms, priority }: { terms: PriorityTerms; priority: number }) {
  const t = useT();
  const format = useFormat();
  const lines = [
    { term: "health", formula: `(100 − ${format.fixed(terms.health, 1)}) × 0.4`, value: terms.healthTerm },
    { term: "probability", formula: `${format.percent(terms.failureProbability, 1)} × 100 × 0.4`, value: terms.probabilityTerm },
    { term: "criticality", formula: `${format.number(terms.criticalityWeight)} × 10`, value: terms.criticalityTerm },
  ];
  return (
    <table className={classes.sum} data-testid="recommendation-terms">
      <tbody>
        {lines.map((line) => (
          <tr key={line.term} data-term={line.term} data-raw={line.value}>
            <th scope="row">
              <i data-term={line.term} aria-hidden />
              {t(`ui-optimization-term-${line.term}`)}
            </th>
            <td>
              <Tag>{line.formula}</Tag>
            </td>
            <td className="numeric">{format.fixed(line.value, 2)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr data-raw={priority}>
          <th scope="row">{t("ui-priority-score")}</th>
          <td />
          <td className="numeric">{format.fixed(priority, 2)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
