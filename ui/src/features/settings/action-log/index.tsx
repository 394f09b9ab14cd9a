//! The action log: who did what to which object, when, from where, and how it ended. Only read, never changed; filtered,
//! exported, and in a central workspace verified against its chain.

import { Button, Progress } from "@mantine/core";
import { IconFileDownload, IconPlayerStop, IconShieldCheck } from "@tabler/icons-react";
import { useActions } from "@/actions";
import { useAction, useWorkspace } from "@/api";
import { AwayNotice, NeedsLink, useIsAway, useToast } from "@/components";
import { useHost } from "@/host";
import { useFormat, useT } from "@/text";
import { ActionList } from "./action-list";
import { Filters } from "./filters";
import { useFilter } from "./use-filter";
import { useVerification, type Verification } from "./use-verification";
import { Verdict } from "./verdict";
import classes from "./action-log.module.css";

export function ActionLog() {
  const t = useT();
  const toast = useToast();
  const host = useHost();
  const { central } = useWorkspace();
  const { filter, wish, change, isFiltered } = useFilter(central !== null);
  const isTenant = wish.source === "tenant";
  const isAway = useIsAway();
  const verification = useVerification();
  const exportLog = useAction("export_actions", {
    onDone: ({ fileName, content }) => {
      void host.saveTextFile(fileName, content).then((saved) => saved && toast(t("ui-log-exported", { file: fileName })));
    },
  });
  // Of the tenant's log, which is the database's own.
  const isOut = isTenant && isAway;
  useActions([
    ...(isOut ? [] : [{ id: "export-log", label: "ui-log-export", group: "ui-group-page", needs: "manage_people" as const, run: () => exportLog.mutate(filter) }]),
    ...(isTenant && !isOut ? [{ id: "verify-log", label: "ui-log-verify", group: "ui-group-page", needs: "manage_people" as const, run: verification.run }] : []),
  ]);
  const exportButton = (off: boolean) => (
    <Button variant="default" leftSection={<IconFileDownload size={15} />} disabled={off} loading={exportLog.isPending} onClick={() => exportLog.mutate(filter)} data-testid="log-export">
      {t("ui-log-export")}
    </Button>
  );
  return (
    <>
      <Filters
        wish={wish}
        change={change}
        hasTenantLog={central !== null}
        aside={
          <>
            {isTenant ? <NeedsLink>{exportButton}</NeedsLink> : exportButton(false)}
            {isTenant ? (
              <NeedsLink>
                {(off) => (
                  <Button variant="default" leftSection={<IconShieldCheck size={15} />} disabled={off} loading={verification.progress !== null} onClick={verification.run} data-testid="log-verify">
                    {t("ui-log-verify")}
                  </Button>
                )}
              </NeedsLink>
            ) : null}
          </>
        }
      />
      {isTenant ? <AwayNotice>{t("ui-log-away")}</AwayNotice> : null}
      {isTenant && verification.progress ? <HowFar verification={verification} progress={verification.progress} /> : null}
      {isTenant && verification.verdict ? <Verdict verdict={verification.verdict} onClose={verification.dismiss} /> : null}
      <ActionList filter={filter} isFiltered={isFiltered} hasNumber={isTenant} hasWorkstation={central !== null} />
    </>
  );
}

function HowFar({ verification, progress }: { verification: Verification; progress: { done: number; all: number } }) {
  const t = useT();
  const format = useFormat();
  const { done, all } = progress;
  return (
    <div className={classes.progress} role="status" data-testid="log-progress" data-done={done} data-all={all}>
      <span>{t("ui-log-verifying", { done: format.integer(done), all: format.integer(all) })}</span>
      <Progress value={all > 0 ? (100 * done) / all : 0} aria-label={t("ui-log-verify")} className={classes.bar} />
      <Button variant="default" size="compact-sm" leftSection={<IconPlayerStop size={14} />} onClick={verification.stop} data-testid="log-verify-stop">
        {t("ui-log-verify-stop")}
      </Button>
    </div>
  );
}
