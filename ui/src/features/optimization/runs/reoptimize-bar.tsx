//! Decisions that a person keeps or changes in a plan, and the run that plans the rest anew around them.

import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useAction, useCan } from "@/api";
import type { RunRequest, RunRow } from "@/bindings";
import { FailureNotice } from "@/components";
import { links, navigate } from "@/router";
import { useT } from "@/text";
import { useEngineIsOff } from "../tabs";
import { pageOf } from "./models";
import own from "./reoptimize-bar.module.css";

export function ReoptimizeBar({ row, kept, isChanged, request, onForget }: {
  row: RunRow;
  /** How many decisions the next run would keep. */
  kept: number;
  isChanged: boolean;
  request: () => RunRequest | null;
  onForget: () => void;
}) {
  const t = useT();
  const may = useCan("run_optimization");
  const isOff = useEngineIsOff();
  const start = useAction("start_run", {
    onDone: (made) => {
      onForget();
      const model = made.run.model as keyof typeof pageOf;
      navigate(links.optimizationPage(pageOf[model], { run: made.run.id }));
    },
    onFailure: () => undefined,
  });
  if (!may || (!isChanged && kept === 0)) return null;
  const go = () => {
    const asked = request();
    if (asked) start.mutate({ ...asked, basedOn: row.run.id, ...(row.run.name ? { name: row.run.name } : {}) });
  };
  return (
    <div className={own.bar} data-changed={isChanged || undefined} data-testid="reoptimize-bar" data-kept={kept}>
      <span role="status">{t(isChanged ? "ui-run-kept-changed" : "ui-run-kept", { count: kept })}</span>
      {isChanged ? (
        <span className={own.buttons}>
          <Button size="compact-sm" variant="default" onClick={onForget} data-testid="reoptimize-forget">
            {t("ui-run-kept-forget")}
          </Button>
          <Button size="compact-sm" disabled={isOff} loading={start.isPending} leftSection={<IconRefresh size={13} />} onClick={go} data-testid="reoptimize">
            {t("ui-run-reoptimize")}
          </Button>
        </span>
      ) : null}
      {start.error ? <FailureNotice failure={start.error} /> : null}
    </div>
  );
}
