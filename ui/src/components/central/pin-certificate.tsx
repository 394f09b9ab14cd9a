//! The certificate that the server presents, to be compared by a person before it is pinned: nothing is trusted by being shown.

import { Button, Checkbox } from "@mantine/core";
import { IconRefresh, IconZoomCheck } from "@tabler/icons-react";
import { useAction } from "@/api";
import type { PresentedCertificate } from "@/bindings";
import { Tag, useT } from "@/text";
import { FailureNotice } from "../failure-notice";
import { TimeText, useNow } from "../time-text";
import classes from "./central.module.css";
import { portOf, type ServerDraft } from "./draft";
import { Fingerprint } from "./fingerprint";

export function PinCertificate({ draft, problem, disabled, onChange }: {
  draft: ServerDraft;
  problem: string | undefined;
  disabled: boolean | undefined;
  onChange: (draft: ServerDraft) => void;
}) {
  const t = useT();
  const inspect = useAction("inspect_central_certificate", {
    // Another certificate than the one that was accepted has to be accepted anew.
    onDone: (presented) => onChange({ ...draft, presented, fingerprint: presented.fingerprint === draft.fingerprint ? draft.fingerprint : "" }),
    onFailure: () => undefined,
  });
  const port = portOf(draft);
  const { presented } = draft;
  return (
    <div className={classes.under}>
      {presented ? <Facts certificate={presented} /> : null}
      {!presented && draft.fingerprint ? (
        <dl className={classes.facts}>
          <dt>{t("ui-central-pinned")}</dt>
          <dd>
            <Fingerprint hex={draft.fingerprint} testId="central-pinned" />
          </dd>
        </dl>
      ) : null}
      {inspect.error ? <FailureNotice failure={inspect.error} /> : null}
      <div className={classes.pin}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={presented ? <IconRefresh size={15} /> : <IconZoomCheck size={15} />}
          loading={inspect.isPending}
          disabled={disabled || port === null || draft.host.trim() === ""}
          onClick={() => inspect.mutate({ host: draft.host.trim(), port: port ?? 0 })}
          data-testid="central-inspect"
        >
          {t(presented || draft.fingerprint ? "ui-central-inspect-again" : "ui-central-inspect")}
        </Button>
        {presented ? (
          <Checkbox
            checked={draft.fingerprint === presented.fingerprint}
            disabled={disabled ?? false}
            onChange={(event) => onChange({ ...draft, fingerprint: event.currentTarget.checked ? presented.fingerprint : "" })}
            label={t("ui-central-pin")}
            data-testid="central-pin"
          />
        ) : null}
      </div>
      {problem ? (
        <p className={classes.problem} role="alert">
          {t(problem)}
        </p>
      ) : null}
    </div>
  );
}

function Facts({ certificate }: { certificate: PresentedCertificate }) {
  const t = useT();
  const now = useNow();
  const isOver = Date.parse(certificate.validUntil) < now;
  const isEarly = Date.parse(certificate.validFrom) > now;
  return (
    <dl className={classes.facts} data-testid="central-certificate">
      <dt>SHA-256</dt>
      <dd>
        <Fingerprint hex={certificate.fingerprint} testId="central-fingerprint" />
      </dd>
      <dt>{t("ui-central-certificate-subject")}</dt>
      <dd>
        <Tag plain>{certificate.subject}</Tag>
      </dd>
      <dt>{t("ui-central-certificate-issuer")}</dt>
      <dd>{certificate.isSelfSigned ? t("ui-central-certificate-self-signed") : <Tag plain>{certificate.issuer}</Tag>}</dd>
      <dt>{t("ui-central-certificate-names")}</dt>
      <dd>{certificate.names.length > 0 ? <Tag plain>{certificate.names.join(", ")}</Tag> : "–"}</dd>
      <dt>{t("ui-central-certificate-valid")}</dt>
      <dd>
        <TimeText at={certificate.validFrom} shape="date" /> – <TimeText at={certificate.validUntil} shape="date" />
        {isOver ? <b className={classes.bad}> {t("ui-central-certificate-expired")}</b> : null}
        {isEarly ? <b className={classes.bad}> {t("ui-central-certificate-early")}</b> : null}
      </dd>
    </dl>
  );
}
