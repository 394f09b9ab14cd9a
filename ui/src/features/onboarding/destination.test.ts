import { expect, test } from "vitest";
import type { OnboardingStep, OnboardingStepRow } from "@/bindings";
import { destination } from "./destination";

const row = (step: OnboardingStep, integrationId: string | null = null): OnboardingStepRow => ({ step, isDone: false, found: { id: "x" }, obstacle: null, integrationId });
const alone = { hasIntegration: true, isCentral: false, ownsPlatform: false };

test.each([
  ["tenant_profile", alone, "#/settings?tab=workspace&focus=field-workspaceName"],
  ["integrations", alone, "#/integrations?focus=integration-add"],
  ["connection_test", alone, "#/integrations/i-1?focus=integration-test-open"],
  ["signal_mappings", alone, "#/integrations?tab=signal-mappings&focus=map-tags"],
  ["cost_model", alone, "#/integrations?tab=cost-and-risk&focus=field-downtimeCostPerHour"],
  ["first_optimization", alone, "#/optimization?focus=optimization-run"],
] as const)("%s lands on its control", (step, at, address) => {
  expect(destination(row(step, step === "connection_test" ? "i-1" : null), at)).toBe(address);
});

test("without an integration, testing and mapping lead to the first one", () => {
  const none = { ...alone, hasIntegration: false };
  for (const step of ["connection_test", "signal_mappings"] as const) expect(destination(row(step), none)).toBe("#/integrations?focus=integration-add");
});

test("a central tenant's profile is edited by the platform owner alone", () => {
  expect(destination(row("tenant_profile"), { ...alone, isCentral: true })).toBeNull();
  expect(destination(row("tenant_profile"), { ...alone, isCentral: true, ownsPlatform: true })).toBe("#/administration?tab=tenants");
});
