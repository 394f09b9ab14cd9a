//! Starting a run: a preset or a former run as the beginning, then every parameter in the open.

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction, useCommand } from "@/api";
import type { RunRequest, RunRow } from "@/bindings";
import { LoadingState } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { useMessage, useT } from "@/text";
import { DeferralParameters } from "../deferral/parameters";
import { DispatchParameterFields } from "../dispatch/parameters";
import { RiskParameterFields } from "../risk/parameters";
import { hasWrongNumber } from "./fields";
import { pageOf, requestOf, type Model } from "./models";
import classes from "./runs.module.css";

const FROM_RUN = "run";

export function StartDialog({ model, from, onClose, onStarted }: { model: Model; from: RunRow | null; onClose: () => void; onStarted: (row: RunRow) => void }) {
  const t = useT();
  const say = useMessage();
  const presets = useCommand("list_presets", { model });
  const [preset, setPreset] = useState(from ? FROM_RUN : "");
  const [name, setName] = useState("");
  const [changed, setChanged] = useState<RunRequest | null>(from ? requestOf(from.run) : null);
  const [wrong, setWrong] = useState(false);
  const start = useAction("start_run", { onDone: onStarted, onFailure: () => undefined });
  const first = presets.data?.[0];
  const chosen = presets.data?.find((each) => each.id === preset) ?? (preset === FROM_RUN ? undefined : first);
  const request = changed ?? chosen?.request ?? null;
  const choose = (id: string) => {
    setPreset(id);
    setWrong(false);
    setChanged(id === FROM_RUN && from ? requestOf(from.run) : (presets.data?.find((each) => each.id === id)?.request ?? null));
  };
  const submit = () => {
    if (!request) return;
    if (hasWrongNumber(request.parameters)) {
      setWrong(true);
      return;
    }
    start.mutate({ ...request, ...(name.trim() ? { name: name.trim() } : {}), ...(from ? { basedOn: from.run.id } : {}) });
  };
  return (
    <FormDialog
      opened
      size="xl"
      title={t(from ? "ui-run-again-title" : "ui-run-start-title", { model: t(`ui-optimization-tab-${pageOf[model]}`) })}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-run-start")}
      submitTestId="run-start-ok"
      isBusy={start.isPending}
      failure={start.error}
      aside={wrong ? <span role="alert">{t("ui-run-mend-numbers")}</span> : null}
      testId="run-start-dialog"
    >
      <div className={classes.grid2}>
        <NativeSelect
          label={t("ui-run-preset")}
          value={preset || (first?.id ?? "")}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            ...(from ? [{ value: FROM_RUN, label: t("ui-run-preset-former") }] : []),
            ...(presets.data ?? []).map((each) => ({ value: each.id, label: say(each.name) })),
          ]}
          data-testid="run-preset"
        />
        <TextInput label={t("ui-run-name")} placeholder={t("ui-run-name-optional")} value={name} onChange={(event) => setName(event.currentTarget.value)} data-testid="run-new-name" />
        <p className={`${classes.note} ${classes.wide}`}>{chosen ? say(chosen.about) : t("ui-run-preset-former-why")}</p>
      </div>
      {request && keptIn(request) > 0 ? (
        <div className={classes.keptHere}>
          <span>{t("ui-run-keeps", { count: keptIn(request) })}</span>
          <Button size="compact-xs" variant="default" onClick={() => setChanged(withoutLocks(request))} data-testid="run-free-locks">
            {t("ui-run-free-all")}
          </Button>
        </div>
      ) : null}
      {request ? <Parameters key={preset} request={request} onChange={setChanged} /> : <LoadingState />}
    </FormDialog>
  );
}

/** Decisions that the run would keep: seen here, so that a run that failed by them can be mended. */
function keptIn(request: RunRequest): number {
  return request.model === "deferral_fleet" ? 0 : request.parameters.locks.length;
}

function withoutLocks(request: RunRequest): RunRequest {
  switch (request.model) {
    case "workforce_dispatch":
      return { model: request.model, parameters: { ...request.parameters, locks: [] } };
    case "production_risk":
      return { model: request.model, parameters: { ...request.parameters, locks: [] } };
    case "deferral_fleet":
      return request;
  }
}

function Parameters({ request, onChange }: { request: RunRequest; onChange: (request: RunRequest) => void }) {
  switch (request.model) {
    case "workforce_dispatch":
      return <DispatchParameterFields value={request.parameters} onChange={(parameters) => onChange({ model: request.model, parameters })} />;
    case "production_risk":
      return <RiskParameterFields value={request.parameters} onChange={(parameters) => onChange({ model: request.model, parameters })} />;
    case "deferral_fleet":
      return <DeferralParameters value={request.parameters} onChange={(parameters) => onChange({ model: request.model, parameters })} />;
  }
}
