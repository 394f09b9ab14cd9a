//! The action log: who did what to which object, when, from where, and how it ended. Only read, never changed; filtered,
//! exported, and in a central workspace verified against its chain.

import { Button } from "@mantine/core";
import { IconFileDownload, IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useActions } from "@/actions";
import { useAction, useWorkspace } from "@/api";
import { useToast } from "@/components";
import { useHost } from "@/host";
import { useT } from "@/text";
import { ActionList } from "./action-list";
import { Filters } from "./filters";
import { useFilter } from "./use-filter";
import { Verdict } from "./verdict";

export function ActionLog() {
  const t = useT();
  const toast = useToast();
  const host = useHost();
  const { central } = useWorkspace();
  const { filter, wish, change, isFiltered } = useFilter(central !== null);
  const isTenant = wish.source === "tenant";
  const [isVerdictOpen, setVerdictOpen] = useState(false);
  const exportLog = useAction("export_actions", {
    onDone: ({ fileName, content }) => {
      void host.saveTextFile(fileName, content).then((saved) => saved && toast(t("ui-log-exported", { file: fileName })));
    },
  });
  const verify = useAction("verify_action_log", { onDone: () => setVerdictOpen(true) });
  useActions([
    { id: "export-log", label: "ui-log-export", group: "ui-group-page", needs: "manage_people", run: () => exportLog.mutate(filter) },
    ...(isTenant ? [{ id: "verify-log", label: "ui-log-verify", group: "ui-group-page", needs: "manage_people" as const, run: () => verify.mutate({}) }] : []),
  ]);
  return (
    <>
      <Filters
        wish={wish}
        change={change}
        hasTenantLog={central !== null}
        aside={
          <>
            <Button variant="default" leftSection={<IconFileDownload size={15} />} loading={exportLog.isPending} onClick={() => exportLog.mutate(filter)} data-testid="log-export">
              {t("ui-log-export")}
            </Button>
            {isTenant ? (
              <Button variant="default" leftSection={<IconShieldCheck size={15} />} loading={verify.isPending} onClick={() => verify.mutate({})} data-testid="log-verify">
                {t("ui-log-verify")}
              </Button>
            ) : null}
          </>
        }
      />
      {isTenant && verify.data && isVerdictOpen ? <Verdict verdict={verify.data} onClose={() => setVerdictOpen(false)} /> : null}
      <ActionList filter={filter} isFiltered={isFiltered} hasNumber={isTenant} hasWorkstation={central !== null} />
    </>
  );
}
