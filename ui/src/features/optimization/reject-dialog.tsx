//! Rejecting needs a reason: it is kept with the recommendation and shown to whoever asks why nothing was done.

import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { RecommendationRow } from "@/bindings";
import { useAction } from "@/api";
import { FailureNotice } from "@/components";
import { Tag, useMessage, useT } from "@/text";

export function RejectDialog({ row, onClose }: { row: RecommendationRow | null; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={row !== null} onClose={onClose} title={t("ui-optimization-reject-title")} closeButtonProps={{ "aria-label": t("ui-close") }}>
      {row ? <RejectForm key={row.recommendation.id} row={row} onClose={onClose} /> : null}
    </Modal>
  );
}

function RejectForm({ row, onClose }: { row: RecommendationRow; onClose: () => void }) {
  const t = useT();
  const say = useMessage();
  const [reason, setReason] = useState("");
  const reject = useAction("reject_recommendation", { onDone: onClose, onFailure: () => undefined });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) reject.mutate({ id: row.recommendation.id, reason: reason.trim() });
      }}
    >
      <Stack gap="sm">
        <div>
          <Tag>{row.assetTag}</Tag> · {say(row.recommendation.action)}
        </div>
        {reject.error ? <FailureNotice failure={reject.error} /> : null}
        <Textarea
          label={t("ui-optimization-reason")}
          description={t("ui-optimization-reason-kept")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
          data-testid="reject-reason"
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-testid="confirm-cancel">
            {t("ui-cancel")}
          </Button>
          <Button type="submit" disabled={!reason.trim()} loading={reject.isPending} data-testid="confirm-ok">
            {t("ui-optimization-reject")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
