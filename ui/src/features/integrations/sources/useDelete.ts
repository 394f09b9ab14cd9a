//! Deleting an integration: asked with its effect and counts.

import { useAction } from "@/api";
import type { IntegrationCard } from "@/bindings";
import { useConfirm, useToast } from "@/components";
import { useT } from "@/text";

export function useDeleteIntegration(): (card: IntegrationCard, onDone?: () => void) => Promise<void> {
  const t = useT();
  const toast = useToast();
  const confirm = useConfirm();
  const remove = useAction("delete_integration");
  return async (card, onDone) => {
    const { name, id } = card.integration;
    const yes = await confirm({
      title: t("integrations-delete-title", { name }),
      effect: t("integrations-delete-effect", { count: card.mappingCount }),
      confirm: t("integrations-delete-confirm", { count: card.mappingCount }),
      destroys: true,
    });
    if (!yes) return;
    remove.mutate(
      { id },
      {
        onSuccess: () => {
          toast(t("integrations-deleted", { name }));
          onDone?.();
        },
      },
    );
  };
}
