//! What makes this workstation sure that it speaks to the right server: an authority's certificate, the server's own
//! certificate pinned after a person has compared it, the computer's list of authorities, or (this machine only) nothing.

import { Button, FileButton, Group, Radio, Stack, Textarea } from "@mantine/core";
import { IconFileCertificate } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "@/text";
import classes from "./central.module.css";
import { isLoopback, type ServerDraft, type ServerProblems, type TrustKind } from "./draft";
import { PinCertificate } from "./pin-certificate";

const KINDS: readonly TrustKind[] = ["authority", "certificate", "system", "loopback"];
/** A chain of authorities is a few kilobytes. */
const LARGEST_PEM_BYTES = 256 * 1024;

export function TrustFields({ draft, problems, disabled, takesFocus, onChange }: {
  draft: ServerDraft;
  problems: ServerProblems;
  disabled?: boolean;
  takesFocus?: boolean;
  onChange: (draft: ServerDraft) => void;
}) {
  const t = useT();
  const offered = KINDS.filter((kind) => kind !== "loopback" || isLoopback(draft.host));
  return (
    <Radio.Group value={draft.trust} onChange={(trust) => onChange({ ...draft, trust: trust as TrustKind })} aria-label={t("ui-central-trust")}>
      <Stack gap="sm">
        {offered.map((kind) => (
          <div key={kind} className={classes.trust} data-chosen={draft.trust === kind || undefined}>
            <Radio
              value={kind}
              disabled={disabled ?? false}
              autoFocus={(takesFocus && draft.trust === kind) ?? false}
              label={t(`ui-central-trust-${kind}`)}
              description={t(`ui-central-trust-${kind}-help`)}
              data-testid={`central-trust-${kind}`}
            />
            {draft.trust === kind && kind === "authority" ? <Authority draft={draft} problem={problems.pem} disabled={disabled} onChange={onChange} /> : null}
            {draft.trust === kind && kind === "certificate" ? (
              <PinCertificate draft={draft} problem={problems.fingerprint} disabled={disabled} onChange={onChange} />
            ) : null}
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Authority({ draft, problem, disabled, onChange }: {
  draft: ServerDraft;
  problem: string | undefined;
  disabled: boolean | undefined;
  onChange: (draft: ServerDraft) => void;
}) {
  const t = useT();
  const [unreadable, setUnreadable] = useState(false);
  const read = async (file: File | null) => {
    if (!file) return;
    setUnreadable(false);
    if (file.size > LARGEST_PEM_BYTES) return setUnreadable(true);
    onChange({ ...draft, pem: await file.text() });
  };
  return (
    <div className={classes.under}>
      <Textarea
        label={t("ui-central-pem")}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        minRows={4}
        maxRows={8}
        styles={{ input: { fontFamily: "var(--font-mono)", fontSize: "0.75rem" } }}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={draft.pem}
        disabled={disabled ?? false}
        onChange={(event) => onChange({ ...draft, pem: event.currentTarget.value })}
        error={unreadable ? t("ui-central-pem-large") : problem ? t(problem) : undefined}
        data-testid="central-pem"
      />
      <Group mt={6}>
        <FileButton onChange={(file) => void read(file)} accept=".pem,.crt,.cer,application/x-pem-file" disabled={disabled ?? false}>
          {(props) => (
            <Button {...props} variant="default" size="compact-sm" leftSection={<IconFileCertificate size={15} />} data-testid="central-pem-choose">
              {t("ui-central-pem-choose")}
            </Button>
          )}
        </FileButton>
      </Group>
    </div>
  );
}
