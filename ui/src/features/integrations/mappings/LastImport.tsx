//! The last import, and taking it back as one action. What somebody has changed since stays, and is said.

import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useAction, useCommand } from "@/api";
import { showFailure, TimeText, useConfirm, useToast } from "@/components";
import { Tag, useT } from "@/text";
import classes from "./mappings.module.css";

/** Beside the list it stands only while a mistake is likely to be noticed. */
const FRESH_MILLISECONDS = 60 * 60 * 1000;

export function LastImport({ onUndone, onlyFresh }: { onUndone?: () => void; onlyFresh?: boolean }) {
  const t = useT();
  const toast = useToast();
  const confirm = useConfirm();
  const found = useCommand("get_last_import", {});
  const undo = useAction("undo_import", {
    onDone: ({ restored, left }) => {
      toast(left > 0 ? t("mappings-undone-left", { restored, left }) : t("mappings-undone", { restored }));
      onUndone?.();
    },
    onFailure: showFailure,
  });
  const last = found.data?.import;
  if (!last) return null;
  if (onlyFresh && Date.now() - Date.parse(last.at) > FRESH_MILLISECONDS) return null;
  const { created, updated, deleted } = last;
  const what = t("mappings-last-import-counts", { created, updated, deleted });
  const ask = async () => {
    const yes = await confirm({ title: t("mappings-undo-title"), effect: t("mappings-undo-effect", { created, updated, deleted }), confirm: t("mappings-undo"), destroys: created > 0 });
    if (yes) undo.mutate({ no: last.no });
  };
  return (
    <div className={classes.lastImport} data-testid="mapping-last-import">
      <span>
        {t("mappings-last-import")} {last.fileName ? <Tag>{last.fileName}</Tag> : null} · <TimeText at={last.at} asAge /> · <bdi>{last.byName}</bdi> · {what}
      </span>
      <Button size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={14} className="points" />} loading={undo.isPending} onClick={() => void ask()} data-testid="mapping-undo-import">
        {t("mappings-undo")}
      </Button>
    </div>
  );
}
