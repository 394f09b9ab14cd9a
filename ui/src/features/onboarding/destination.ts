//! Where a step is done: the page and, on it, the control that the keyboard lands on.

import type { OnboardingStepRow } from "@/bindings";
import { landingOn, links } from "@/router";

export interface Circumstances {
  hasIntegration: boolean;
  isCentral: boolean;
  ownsPlatform: boolean;
}

/** None where the person at this window can't do it: a central tenant's profile is the platform owner's. */
export function destination({ step, integrationId }: OnboardingStepRow, at: Circumstances): string | null {
  const addIntegration = landingOn(links.integrations(), "integration-add");
  switch (step) {
    case "tenant_profile":
      if (!at.isCentral) return landingOn(links.settings("workspace"), "field-workspaceName");
      return at.ownsPlatform ? links.administration({ tab: "tenants" }) : null;
    case "integrations":
      return addIntegration;
    case "connection_test":
      return integrationId ? landingOn(links.integration(integrationId), "integration-test-open") : addIntegration;
    case "signal_mappings":
      return at.hasIntegration ? landingOn(links.integrations({ tab: "signal-mappings" }), "map-tags") : addIntegration;
    case "cost_model":
      return landingOn(links.integrations({ tab: "cost-and-risk" }), "field-downtimeCostPerHour");
    case "first_optimization":
      return landingOn(links.optimization(), "optimization-run");
  }
}
