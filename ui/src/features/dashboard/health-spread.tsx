//! How the assets' health is spread: one bar from poor to good, each part leading to its list.

import type { Dashboard, HealthBand } from "@/bindings";
import { bandLook, Panel, ShapeIcon } from "@/components";
import { links } from "@/router";
import { useFormat, useT } from "@/text";
import classes from "./dashboard.module.css";

const order: HealthBand[] = ["poor", "fair", "good", "unknown"];

export function HealthSpread({ figures }: { figures: Dashboard }) {
  const t = useT();
  const format = useFormat();
  const total = Math.max(1, figures.poor + figures.fair + figures.good + figures.unknown);
  return (
    <Panel title={t("ui-dashboard-health")} testId="health-spread">
      <div className={classes.spread} aria-hidden>
        {order.map((band) =>
          figures[band] > 0 ? (
            <a
              key={band}
              href={links.assets({ band })}
              tabIndex={-1}
              className={classes.part}
              data-band={band}
              style={{ flexGrow: figures[band], flexBasis: 0 }}
              title={`${t(`ui-band-${band}`)}: ${format.integer(figures[band])}`}
            />
          ) : null,
        )}
      </div>
      <ul className={classes.legend}>
        {order.map((band) => (
          <li key={band}>
            <a href={links.assets({ band })} data-testid={`band-${band}`} data-count={figures[band]}>
              <span className={classes.legendShape} data-band={band}>
                <ShapeIcon shape={bandLook(band).shape} size={11} />
              </span>
              <span>{t(`ui-band-${band}`)}</span>
              <b>{format.integer(figures[band])}</b>
              <span className={classes.share}>{format.percent(figures[band] / total)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
