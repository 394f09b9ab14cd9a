//! Why an asset stands where it stands: the sum of its terms and the factors that weigh most.

import { Anchor, Drawer } from "@mantine/core";
import { useCommand } from "@/api";
import type { AssetId, RecommendationRow } from "@/bindings";
import { CriticalityMark, SimulatedMark, SystemOrderMark, TimeText, WorkOrderStatusMark } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import { DataQuality, MoneySum } from "./money";
import { TermSum } from "./terms";
import classes from "./optimization.module.css";

export function Details({ row, onClose }: { row: RecommendationRow | null; onClose: () => void }) {
  const t = useT();
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      position="right"
      size={440}
      overlayProps={{ backgroundOpacity: 0.15 }}
      transitionProps={{ duration: 80 }}
      title={t("ui-optimization-details")}
      closeButtonProps={{ "aria-label": t("ui-close") }}
    >
      {row ? <Content row={row} /> : null}
    </Drawer>
  );
}

function Content({ row }: { row: RecommendationRow }) {
  const t = useT();
  const say = useMessage();
  const name = useName();
  const format = useFormat();
  const { recommendation } = row;
  return (
    <div className={classes.details} data-testid="recommendation-details">
      <div>
        <Anchor href={links.asset(recommendation.assetId)}>
          <Tag>{row.assetTag}</Tag>
        </Anchor>{" "}
        {name({ nameEn: row.assetNameEn, nameAr: row.assetNameAr })}
        <div className={classes.detailMarks}>
          <span>
            {t("ui-rank")} <b>{format.integer(recommendation.rank)}</b>
          </span>
          <CriticalityMark criticality={row.criticality} />
          {row.isSimulated ? <SimulatedMark /> : null}
        </div>
      </div>
      <section>
        <h3>{t("ui-optimization-action")}</h3>
        <p>{say(recommendation.action)}</p>
      </section>
      <section>
        <h3>{t("ui-optimization-sum")}</h3>
        <TermSum terms={recommendation.terms} priority={recommendation.priority} />
        {row.tie ? (
          <p className={classes.quiet} data-testid="recommendation-tie">
            {say(row.tie)}
          </p>
        ) : null}
      </section>
      {row.money ? (
        <>
          <section>
            <h3>{t("ui-optimization-risk")}</h3>
            <MoneySum money={row.money} probability={recommendation.terms.failureProbability} />
          </section>
          <section>
            <h3>{t("ui-optimization-quality")}</h3>
            <DataQuality money={row.money} priority={recommendation.priority} />
          </section>
        </>
      ) : null}
      <section>
        <h3>{t("ui-optimization-factors")}</h3>
        {recommendation.why.length > 0 ? (
          <ul>
            {recommendation.why.map((reason, index) => (
              <li key={`${reason.id}-${index}`}>{say(reason)}</li>
            ))}
          </ul>
        ) : (
          <p className={classes.quiet}>{t("ui-optimization-no-factors")}</p>
        )}
      </section>
      {row.openOrder ? (
        <section data-testid="recommendation-open-order">
          <h3>{t("ui-optimization-open-order")}</h3>
          <p>
            <a href={links.workOrder(row.openOrder.id)}>
              <Tag>{row.openOrder.number}</Tag>
            </a>
          </p>
          <p className={classes.quiet}>{t("ui-optimization-open-order-why")}</p>
        </section>
      ) : null}
      {recommendation.status === "proposed" ? <OrdersOfSystems assetId={recommendation.assetId} /> : null}
      {row.lastRejection ? (
        <section data-testid="recommendation-last-rejection">
          <h3>{t("ui-optimization-last-rejection")}</h3>
          <p>{row.lastRejection.reason}</p>
          <p className={classes.quiet}>
            <TimeText at={row.lastRejection.at} withOffset />
          </p>
        </section>
      ) : null}
      {recommendation.status === "rejected" ? (
        <section>
          <h3>{t("ui-optimization-reason")}</h3>
          <p>{recommendation.reason}</p>
          <p className={classes.quiet}>
            <TimeText at={recommendation.at} withOffset />
          </p>
        </section>
      ) : null}
    </div>
  );
}

const MOST_ORDERS = 20;

/** What a maintenance system has in hand on the asset already; nothing where there is nothing. */
function OrdersOfSystems({ assetId }: { assetId: AssetId }) {
  const t = useT();
  const orders = useCommand("list_work_orders", { assetId, onlyUnfinished: true, limit: MOST_ORDERS });
  const owned = (orders.data?.items ?? []).filter((each) => each.mark?.isOwned);
  if (owned.length === 0) return null;
  return (
    <section data-testid="recommendation-system-orders">
      <h3>{t("ui-optimization-system-orders")}</h3>
      <ul>
        {owned.map(({ order, mark }) => (
          <li key={order.id}>
            <a href={links.workOrder(order.id)}>{mark ? <SystemOrderMark mark={mark} /> : null}</a> <WorkOrderStatusMark status={order.status} />
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>{t("ui-optimization-system-orders-why")}</p>
    </section>
  );
}
