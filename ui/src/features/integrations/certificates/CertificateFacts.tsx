//! What a person must see of a certificate before trusting it: thumbprint, names, validity, key.

import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Fragment } from "react";
import type { CertificateInfo } from "@/bindings";
import { TimeText, useNow } from "@/components";
import { Tag, useT } from "@/text";
import classes from "../integrations.module.css";

export function CertificateFacts({ info, thumbprintTestId }: { info: CertificateInfo; thumbprintTestId?: string }) {
  const t = useT();
  const now = useNow();
  const isOver = Date.parse(info.validTo) < now;
  const isEarly = Date.parse(info.validFrom) > now;
  return (
    <dl className={classes.facts}>
      <dt>{t("certificates-thumbprint")}</dt>
      <dd className={classes.thumbprint}>
        <span data-testid={thumbprintTestId}>
          <Fingerprint hex={info.thumbprint} />
        </span>
        <CopyButton value={info.thumbprint}>
          {({ copied, copy }) => (
            <Tooltip label={t(copied ? "ui-copied" : "certificates-copy-thumbprint")}>
              <ActionIcon size="sm" onClick={copy} aria-label={t("certificates-copy-thumbprint")}>
                {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </dd>
      <dt>SHA-256</dt>
      <dd>
        <Fingerprint hex={info.sha256} />
      </dd>
      <dt>{t("certificates-subject")}</dt>
      <dd>
        <Tag plain>{info.subject}</Tag>
      </dd>
      <dt>{t("certificates-issuer")}</dt>
      <dd>{info.isSelfSigned ? t("certificates-self-signed") : <Tag plain>{info.issuer}</Tag>}</dd>
      <dt>{t("certificates-application")}</dt>
      <dd>{info.applicationUri ? <Tag plain>{info.applicationUri}</Tag> : "–"}</dd>
      <dt>{t("certificates-hosts")}</dt>
      <dd>{info.hostNames.length > 0 ? <Tag plain>{info.hostNames.join(", ")}</Tag> : "–"}</dd>
      <dt>{t("certificates-valid")}</dt>
      <dd>
        <TimeText at={info.validFrom} shape="date" /> – <TimeText at={info.validTo} shape="date" />
        {isOver ? <b className={classes.bad}> {t("certificates-expired")}</b> : null}
        {isEarly ? <b className={classes.bad}> {t("certificates-not-yet")}</b> : null}
      </dd>
      <dt>{t("certificates-key")}</dt>
      <dd>
        <Tag plain>
          {info.key} · {info.signatureAlgorithm}
        </Tag>
      </dd>
      <dt>{t("certificates-serial")}</dt>
      <dd>
        <Tag>{info.serial}</Tag>
      </dd>
    </dl>
  );
}

/** Bytes in pairs; a line breaks between bytes only, so that two fingerprints can be compared line by line. */
function Fingerprint({ hex }: { hex: string }) {
  const bytes = hex.split(":");
  return (
    <bdi dir="ltr" translate="no" className={classes.fingerprint}>
      {bytes.map((byte, i) => (
        // The place of a byte is its identity.
        <Fragment key={`${i} ${byte}`}>
          {byte}
          {i < bytes.length - 1 ? ":" : ""}
          <wbr />
        </Fragment>
      ))}
    </bdi>
  );
}
