//! Proposals into work orders: the effect and the count are said first, what was refused is said after, each with why.

import { Button, Group, Modal } from "@mantine/core";
import { useState } from "react";
import { useAction } from "@/api";
import type { AcceptedProposals, RecommendationId, RunRow } from "@/bindings";
import { FailureNotice, useConfirm, useToast } from "@/components";
import { links } from "@/router";
import { Tag, useT } from "@/text";
import { pageOf, undecided, type Model } from "./models";
import classes from "./runs.module.css";

export function useAccept(row: RunRow) {
  const t = useT();
  const toast = useToast();
  const confirm = useConfirm();
  const [refused, setRefused] = useState<AcceptedProposals | null>(null);
  const page = pageOf[row.run.model as Model];
  const accept = useAction("accept_proposals", {
    onDone: (outcome) => {
      const [first] = outcome.accepted;
      if (outcome.refused.length > 0) setRefused(outcome);
      else if (outcome.accepted.length === 1 && first)
        toast(
          <>
            {t("ui-optimization-accepted-toast")}{" "}
            <a href={links.workOrder(first.workOrderId)}>
              <Tag>{first.number}</Tag>
            </a>
          </>,
        );
      else toast([t("ui-run-accepted", { count: outcome.accepted.length }), ...(outcome.later > 0 ? [t("ui-run-accepted-later", { count: outcome.later })] : [])].join(" "));
    },
  });
  const ask = (count: number) =>
    confirm({
      title: t("ui-run-accept-title"),
      effect: t(`ui-run-accept-effect-${page}`, { count }),
      confirm: t("ui-run-accept-all", { count }),
    });
  return {
    isPending: accept.isPending,
    refused,
    forget: () => setRefused(null),
    one: (id: RecommendationId) => accept.mutate({ runId: row.run.id, ids: [id] }),
    some: async (ids: RecommendationId[]) => {
      if (await ask(ids.length)) accept.mutate({ runId: row.run.id, ids });
    },
    all: async () => {
      if (await ask(undecided(row))) accept.mutate({ runId: row.run.id, all: true });
    },
    within: (withinDays: number) => accept.mutate({ runId: row.run.id, all: true, withinDays }),
  };
}

export function AcceptedDialog({ outcome, onClose }: { outcome: AcceptedProposals | null; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={outcome !== null} onClose={onClose} title={t("ui-run-accept-title")} size="lg" closeButtonProps={{ "aria-label": t("ui-close") }}>
      {outcome ? (
        <div className={classes.refused} data-testid="accept-refused" data-refused={outcome.refused.length}>
          <p>{t("ui-run-accepted-some", { accepted: outcome.accepted.length, refused: outcome.refused.length })}</p>
          {outcome.refused.slice(0, 20).map((each) => (
            <FailureNotice key={each.id} failure={each.failure} />
          ))}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t("ui-close")}</Button>
          </Group>
        </div>
      ) : null}
    </Modal>
  );
}
