//! An error as people need it: what happened, what to do, the number the field knows it by, and technical detail on demand to copy.

import { Button, CopyButton } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Failure } from "@/bindings";
import { Tag, useFailureText, useT } from "@/text";
import classes from "./failure-notice.module.css";

export function FailureNotice({ failure, children }: { failure: Failure; children?: ReactNode }) {
  const t = useT();
  const text = useFailureText()(failure);
  const copied = [
    `${text.what} (${text.number} ${failure.code})`,
    text.remedy,
    `message: ${failure.message.id} ${JSON.stringify(failure.message.args ?? {})}`,
    failure.detail,
  ]
    .filter(Boolean)
    .join("\n");
  return (
    <div className={classes.notice} role="alert" data-testid="error-message" data-code={text.number}>
      <IconAlertTriangle size={18} className={classes.shape} aria-hidden />
      <div className={classes.text}>
        <p className={classes.what}>{text.what}</p>
        <p className={classes.remedy}>{text.remedy}</p>
        {children}
        <div className={classes.foot}>
          <Tag>
            {text.number} {failure.code}
          </Tag>
          <CopyButton value={copied}>
            {({ copied: done, copy }) => (
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                onClick={copy}
                leftSection={done ? <IconCheck size={13} /> : <IconCopy size={13} />}
                data-testid="error-detail-copy"
              >
                {done ? t("ui-copied") : t("ui-copy-detail")}
              </Button>
            )}
          </CopyButton>
        </div>
      </div>
    </div>
  );
}
