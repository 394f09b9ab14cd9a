//! How far gathering a subtree is: counts that grow, stop and go on, and what to do with what was found.

import { Button, Group, Loader, Modal } from "@mantine/core";
import type { BrowseNode } from "@/bindings";
import { FailureNotice } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import classes from "./mapping.module.css";
import { MOST_GATHERED, type Gathering } from "./useGather";

export interface GatherDialogProps {
  gathering: Gathering;
  onStop: () => void;
  onResume: (skip?: boolean) => void;
  onClose: () => void;
  onTake: (nodes: BrowseNode[]) => void;
}

export function GatherDialog({ gathering, onStop, onResume, onClose, onTake }: GatherDialogProps) {
  const t = useT();
  const format = useFormat();
  const { node, tags, others, browsed, waiting, tooDeep, state, failure } = gathering;
  const isFull = tags.size >= MOST_GATHERED;
  return (
    <Modal opened onClose={onClose} size="lg" title={t("mappings-gather-title")} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="gather-dialog">
      <p className={classes.gatherOf}>
        {t("mappings-gather-below")} {node ? <Tag>{node.name}</Tag> : t("mappings-gather-root")}
      </p>
      <div className={classes.gatherState} role="status" data-testid="gather-state" data-state={state} data-count={tags.size}>
        {state === "running" ? <Loader size="xs" /> : null}
        <b>{t(`mappings-gather-${state}`)}</b>
        <span>{t("mappings-gather-found", { count: tags.size, shown: format.integer(tags.size) })}</span>
      </div>
      <ul className={classes.gatherFacts}>
        <li>{t("mappings-gather-browsed", { browsed: format.integer(browsed), waiting: format.integer(waiting) })}</li>
        {others > 0 ? <li>{t("mappings-gather-others", { count: others, shown: format.integer(others) })}</li> : null}
        {tooDeep > 0 ? <li>{t("mappings-gather-deep", { count: tooDeep, shown: format.integer(tooDeep) })}</li> : null}
        {isFull ? <li>{t("mappings-gather-full", { most: format.integer(MOST_GATHERED) })}</li> : null}
      </ul>
      {failure ? <FailureNotice failure={failure} /> : null}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose} data-testid="gather-close">
          {t("ui-cancel")}
        </Button>
        {state === "failed" ? (
          <Button variant="default" onClick={() => onResume(true)} data-testid="gather-skip">
            {t("mappings-gather-skip")}
          </Button>
        ) : null}
        {(state === "stopped" && !isFull) || state === "failed" ? (
          <Button variant="default" onClick={() => onResume()} data-testid="gather-resume">
            {t("mappings-gather-resume")}
          </Button>
        ) : null}
        {state === "running" ? (
          <Button variant="default" onClick={onStop} data-testid="gather-stop">
            {t("mappings-gather-stop")}
          </Button>
        ) : (
          <Button disabled={tags.size === 0} onClick={() => onTake([...tags.values()])} data-testid="gather-take">
            {t("mappings-gather-take", { count: tags.size, shown: format.integer(tags.size) })}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
