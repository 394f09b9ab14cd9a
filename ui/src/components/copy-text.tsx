//! A line to be taken along: a command to run, a password shown once. Whole, never mirrored, with a button that copies it.

import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useT } from "@/text";
import classes from "./copy-text.module.css";

export function CopyText({ text, testId }: { text: string; testId?: string }) {
  const t = useT();
  return (
    <div className={classes.line}>
      <bdi dir="ltr" translate="no" className={classes.text} data-testid={testId}>
        {text}
      </bdi>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="compact-sm"
            onClick={copy}
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            data-testid={testId ? `${testId}-copy` : undefined}
          >
            {t(copied ? "ui-copied" : "ui-copy")}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
