//! Cost and risk: what standing still and failing cost, how risk is weighed, and from which priority on work is urgent.
//! A person sees what a change would do to the present ranking before saving it as a new version.

import { useCan, useCommand } from "@/api";
import { Loaded, Mark } from "@/components";
import { useFormat, useT } from "@/text";
import shared from "../integrations.module.css";
import classes from "./cost.module.css";
import { CostForm } from "./CostForm";
import { CostHistory } from "./CostHistory";

export function CostTab() {
  const t = useT();
  const format = useFormat();
  const canManage = useCan("manage_cost_model");
  const query = useCommand("get_cost_model", {});
  return (
    <Loaded query={query} testId="cost-model">
      {(active) => (
        <div className={shared.stack}>
          <p className={classes.lead}>
            {active.version === 0 ? (
              <Mark tone="warning" shape="hollow-square" testId="cost-model-example">
                {t("ui-cost-example")}
              </Mark>
            ) : (
              <b data-testid="cost-model-version">{t("ui-cost-version", { version: format.integer(active.version) })}</b>
            )}{" "}
            {t(active.version === 0 ? "ui-cost-example-why" : "ui-cost-lead")}
          </p>
          {/* A version saved elsewhere must not wipe what is being typed: the form starts anew only with its own saving. */}
          <CostForm active={active} canManage={canManage} />
          <CostHistory />
        </div>
      )}
    </Loaded>
  );
}
