//! Version, health of the store and of the central database, feature flags; and a self-test that walks the application's own path, for administrators.

import { Button, Stack } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import type { Health } from "@/bindings";
import { useAction, useCan, useCommand, useWorkspace } from "@/api";
import { Loaded, Mark, Panel, PlainTable } from "@/components";
import { useHost } from "@/host";
import { Tag, useFormat, useMessage, useT } from "@/text";
import { Row } from "./reading";
import classes from "./settings.module.css";

const POLL_MILLISECONDS = 5_000;

export function About() {
  const t = useT();
  const format = useFormat();
  const workspace = useWorkspace();
  const host = useHost();
  const health = useCommand("get_health", {}, { everyMilliseconds: POLL_MILLISECONDS });
  const { flags } = workspace;
  return (
    <Stack gap={14}>
      <Panel title={t("ui-settings-health")}>
        <Loaded query={health} testId="health">
          {(data) => (
            <>
              <Row label={t("ui-state")}>
                <Mark tone={data.isReady ? "plain" : "critical"} shape={data.isReady ? "circle" : "diamond"} testId="health-ready" data={{ "data-ready": String(data.isReady) }}>
                  {t(data.isReady ? "ui-settings-ready" : "ui-settings-not-ready")}
                </Mark>
              </Row>
              <Row label={t("ui-settings-store")}>
                {t(`ui-settings-store-${data.store}`)} · {format.bytes(data.storeBytes)}
              </Row>
              {data.central ? <CentralRow central={data.central} /> : null}
              <Row label={t("ui-settings-free-disk")}>{format.bytes(data.freeDiskBytes)}</Row>
              <Row label={t("ui-settings-spool")} hint={t("ui-settings-spool-why")}>
                {format.integer(data.spoolRows)}
              </Row>
              <Row label={t("ui-settings-collecting")}>
                <Mark tone="plain" shape={data.isCollecting ? "circle" : "hollow-square"}>
                  {t(data.isCollecting ? "ui-settings-collecting-here" : "ui-settings-collecting-not")}
                </Mark>
              </Row>
              <Row label={t("ui-settings-schema")}>
                <Tag>{data.schemaVersion}</Tag>
              </Row>
              <Row label={t("ui-settings-keychain")}>{t(`ui-settings-keychain-${workspace.keychain}`)}</Row>
            </>
          )}
        </Loaded>
      </Panel>
      <Panel title={t("ui-settings-flags")}>
        {(
          [
            ["DEMO_MODE", flags.demoMode],
            ["OPTIMIZATION_ENGINE_ENABLED", flags.optimizationEngineEnabled],
            ["EXTERNAL_DB_ENABLE", flags.externalDbEnable],
          ] as const
        ).map(([name, on]) => (
          <Row key={name} label={<Tag>{name}</Tag>}>
            <Mark tone="plain" shape={on ? "circle" : "ring"}>
              {t(on ? "ui-settings-on" : "ui-settings-off")}
            </Mark>
          </Row>
        ))}
      </Panel>
      <SmokeTest />
      <Panel title={t("ui-settings-about")}>
        <Row label={t("ui-settings-version")}>
          <Tag>OPTRIA IQ {workspace.version}</Tag>
        </Row>
        <Row label={t("ui-settings-window")}>{t(`ui-settings-window-${host.kind}`)}</Row>
        <p className={classes.hint}>{t("ui-settings-standards")}</p>
      </Panel>
    </Stack>
  );
}

/** Whether the central database can be used from here; where it can't, why and what to do. */
function CentralRow({ central: { state, reason } }: { central: NonNullable<Health["central"]> }) {
  const t = useT();
  const say = useMessage();
  const isUnusable = state === "unusable";
  return (
    <Row label={t("ui-central")} hint={reason ? `${say(reason)} ${say({ ...reason, id: `${reason.id}-remedy` })}` : undefined}>
      <Mark tone={isUnusable ? "warning" : "plain"} shape={isUnusable ? "triangle" : state === "usable" ? "circle" : "ring"} testId="health-central" data={{ "data-state": state }}>
        {t(`ui-settings-central-${state}`)}
      </Mark>
    </Row>
  );
}

function SmokeTest() {
  const t = useT();
  const may = useCan("manage_people");
  const test = useAction("run_smoke_test");
  const { central } = useWorkspace();
  // Over a central database it has a tenant of its own, and is an operator's: `optria smoke-test --central`.
  if (!may || central) return null;
  const report = test.data;
  return (
    <Panel
      flush={report !== undefined}
      title={t("ui-settings-smoke-test")}
      aside={
        <Button size="compact-sm" variant="default" leftSection={<IconChecklist size={15} />} loading={test.isPending} onClick={() => test.mutate({})} data-testid="smoke-test-run">
          {t("ui-settings-smoke-test-run")}
        </Button>
      }
      testId="smoke-test"
      state={report ? (report.passed ? "passed" : "failed") : "none"}
    >
      {report ? (
        <PlainTable
          label={t("ui-settings-smoke-test")}
          rows={report.steps}
          rowKey={(step) => step.name}
          columns={[
            { id: "name", header: t("ui-settings-step"), cell: (step) => <Tag>{step.name}</Tag> },
            {
              id: "passed",
              header: t("ui-settings-outcome"),
              cell: (step) => (
                <Mark tone={step.passed ? "plain" : "critical"} shape={step.passed ? "circle" : "cross"}>
                  {t(step.passed ? "ui-settings-passed" : "ui-settings-failed")}
                </Mark>
              ),
            },
            { id: "detail", header: "", cell: (step) => <bdi dir="ltr">{step.detail}</bdi> },
          ]}
        />
      ) : (
        <p className={classes.hint}>{t("ui-settings-smoke-test-why")}</p>
      )}
    </Panel>
  );
}
