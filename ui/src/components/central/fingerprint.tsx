//! A fingerprint to compare with another: bytes in pairs, a line breaks between bytes only, never mirrored, copied whole.

import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Fragment } from "react";
import { useT } from "@/text";
import classes from "./central.module.css";
import { fingerprintBytes } from "./draft";

export function Fingerprint({ hex, testId }: { hex: string; testId?: string }) {
  const t = useT();
  const bytes = fingerprintBytes(hex);
  return (
    <span className={classes.fingerprintLine}>
      <bdi dir="ltr" translate="no" className={classes.fingerprint} data-testid={testId} data-fingerprint={hex}>
        {bytes.map((byte, i) => (
          // The place of a byte is its identity.
          <Fragment key={`${i} ${byte}`}>
            {byte}
            {i < bytes.length - 1 ? ":" : ""}
            <wbr />
          </Fragment>
        ))}
      </bdi>
      <CopyButton value={bytes.join(":")}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? "ui-copied" : "ui-copy-fingerprint")}>
            <ActionIcon size="sm" onClick={copy} aria-label={t("ui-copy-fingerprint")}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
