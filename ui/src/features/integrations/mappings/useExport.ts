//! Mappings as CSV for the person to save: plain, or with the byte-order mark that Excel needs.

import { useCall } from "@/api";
import type { Failure } from "@/bindings";
import { showFailure, useToast } from "@/components";
import { useHost } from "@/host";
import { useT } from "@/text";

export function useExport(integration: string | null): (forExcel: boolean) => Promise<void> {
  const t = useT();
  const call = useCall();
  const host = useHost();
  const toast = useToast();
  return async (forExcel) => {
    try {
      const file = await call("export_mappings", { ...(integration ? { integrationId: integration } : {}), forExcel });
      if (await host.saveTextFile(file.fileName, file.content)) toast(t("mappings-exported", { name: file.fileName }));
    } catch (reason) {
      showFailure(reason as Failure);
    }
  };
}
