//! What can be done with a run that is over, whatever its model: take its plan as a file, name it, keep it, delete it.

import { Button, Menu } from "@mantine/core";
import { IconDots, IconDownload, IconLock, IconLockOpen, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useAction, useCall, useCan } from "@/api";
import type { RunRow } from "@/bindings";
import { showFailure, useConfirm, useToast } from "@/components";
import { asFailure, useHost } from "@/host";
import { navigate } from "@/router";
import { useMessage, useT, useText } from "@/text";
import { useEngineIsOff } from "../tabs";
import { RANKING, runHref } from "./models";
import { RenameDialog } from "./rename-dialog";

export function ExportButton({ row }: { row: RunRow }) {
  const t = useT();
  const { preferences } = useText();
  const toast = useToast();
  const host = useHost();
  const call = useCall();
  const isOff = useEngineIsOff();
  const [busy, setBusy] = useState(false);
  const exportPlan = async () => {
    setBusy(true);
    try {
      const file = await call("export_run", { id: row.run.id, language: preferences.language });
      if (await host.saveTextFile(file.fileName, file.content)) toast(t("ui-run-exported", { name: file.fileName }));
    } catch (error) {
      showFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="xs" variant="default" disabled={isOff} loading={busy} leftSection={<IconDownload size={14} />} onClick={() => void exportPlan()} data-testid="run-export">
      {t("ui-run-export")}
    </Button>
  );
}

export function RunMenu({ row }: { row: RunRow }) {
  const t = useT();
  const say = useMessage();
  const confirm = useConfirm();
  const may = useCan("run_optimization");
  const [renaming, setRenaming] = useState(false);
  const { run } = row;
  const save = useAction("save_run");
  const remove = useAction("delete_run", { onDone: () => navigate(runHref(run.model)) });
  const isKept = run.isLocked || row.accepted + row.rejected > 0;
  const count = run.model === RANKING ? run.ranked : run.proposals;
  const askDelete = async () => {
    if (await confirm({ title: t("ui-run-delete-title"), effect: t("ui-run-delete-effect", { count }), confirm: t("ui-delete"), destroys: true })) remove.mutate({ id: run.id });
  };
  if (!may) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" aria-label={t("ui-run-more")} data-testid="run-more">
            <IconDots size={15} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setRenaming(true)} data-testid="run-rename">
            {t("ui-run-rename")}
          </Menu.Item>
          <Menu.Item
            leftSection={run.isLocked ? <IconLockOpen size={14} /> : <IconLock size={14} />}
            onClick={() => save.mutate({ id: run.id, name: run.name, isLocked: !run.isLocked })}
            data-testid="run-lock"
          >
            {t(run.isLocked ? "ui-run-unlock" : "ui-run-lock")}
          </Menu.Item>
          <Menu.Item color="alarm" leftSection={<IconTrash size={14} />} disabled={isKept} onClick={() => void askDelete()} data-testid="run-delete">
            {isKept ? say({ id: "run-is-kept" }) : t("ui-delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RenameDialog row={renaming ? row : null} onClose={() => setRenaming(false)} />
    </>
  );
}
