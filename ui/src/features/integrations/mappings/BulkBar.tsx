//! What is done to many mappings at once, always with their number. "All that match" is gathered in pages, never drawn.

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useAction, useCall } from "@/api";
import type { Failure, ListMappings, MappingId } from "@/bindings";
import { showFailure, useConfirm, useToast } from "@/components";
import { useFormat, useT } from "@/text";
import classes from "./mappings.module.css";

export interface BulkBarProps {
  selected: ReadonlySet<MappingId>;
  onSelected: (ids: ReadonlySet<MappingId>) => void;
  filter: ListMappings;
  total: number;
}

/** The most that one page of the command holds. */
const PAGE = 500;
/** Beyond this a filter is the better tool: said, not silently cut. */
const MOST = 100_000;

export function BulkBar({ selected, onSelected, filter, total }: BulkBarProps) {
  const t = useT();
  const format = useFormat();
  const call = useCall();
  const toast = useToast();
  const confirm = useConfirm();
  const [isGathering, setGathering] = useState(false);
  const setActive = useAction("set_mappings_active");
  const remove = useAction("delete_mappings");
  if (selected.size === 0) return null;
  const ids = [...selected];
  const count = ids.length;

  const gather = async () => {
    setGathering(true);
    try {
      const all = new Set<MappingId>();
      for (let offset = 0; offset < Math.min(total, MOST); offset += PAGE) {
        const page = await call("list_mappings", { ...filter, offset, limit: PAGE });
        for (const row of page.items) all.add(row.mapping.id);
        if (page.items.length < PAGE) break;
      }
      onSelected(all);
    } catch (reason) {
      showFailure(reason as Failure);
    } finally {
      setGathering(false);
    }
  };
  const switchTo = async (isActive: boolean) => {
    const act = isActive ? "activate" : "deactivate";
    const yes = isActive || (await confirm({ title: t("mappings-deactivate-title", { count }), effect: t("mappings-deactivate-effect", { count }), confirm: t("mappings-deactivate", { count }) }));
    if (yes) setActive.mutate({ ids, isActive }, { onSuccess: () => toast(t(`mappings-${act}d`, { count })) });
  };
  const askDelete = async () => {
    const yes = await confirm({ title: t("mappings-delete-title", { count }), effect: t("mappings-delete-effect", { count }), confirm: t("mappings-delete", { count }), destroys: true });
    if (!yes) return;
    remove.mutate(
      { ids },
      {
        onSuccess: () => {
          onSelected(new Set());
          toast(t("mappings-deleted", { count }));
        },
      },
    );
  };
  const isBusy = setActive.isPending || remove.isPending || isGathering;
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t("mappings-bulk")} data-testid="mapping-bulk" data-count={count}>
      <b>{t("mappings-selected", { count, shown: format.integer(count) })}</b>
      <Group gap="xs">
        {count < total ? (
          <Button size="compact-sm" variant="subtle" loading={isGathering} onClick={() => void gather()} data-testid="mapping-select-all">
            {t("mappings-select-all", { count: total, shown: format.integer(total) })}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void switchTo(true)} data-testid="mapping-activate">
          {t("mappings-activate", { count })}
        </Button>
        <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void switchTo(false)} data-testid="mapping-deactivate">
          {t("mappings-deactivate", { count })}
        </Button>
        <Button size="compact-sm" variant="default" color="alarm" disabled={isBusy} onClick={() => void askDelete()} data-testid="mapping-delete">
          {t("mappings-delete", { count })}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onSelected(new Set())} data-testid="mapping-select-none">
          {t("mappings-select-none")}
        </Button>
      </Group>
    </div>
  );
}
