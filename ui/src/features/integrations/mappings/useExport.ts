//! Mappings as a file for the person to save: an Excel workbook, or CSV, plain or with the byte-order mark that Excel needs.

import { useCall } from "@/api";
import type { Failure } from "@/bindings";
import { showFailure, useToast } from "@/components";
import { useHost } from "@/host";
import { useT } from "@/text";

export type ExportKind = "plain" | "excel" | "workbook";

export function useExport(integration: string | null): (kind: ExportKind) => Promise<void> {
  const t = useT();
  const call = useCall();
  const host = useHost();
  const toast = useToast();
  const of = integration ? { integrationId: integration } : {};
  const save = async (kind: ExportKind): Promise<string | null> => {
    if (kind === "workbook") {
      const file = await call("export_mappings_workbook", of);
      return (await host.saveFile(file.fileName, file.bytesBase64)) ? file.fileName : null;
    }
    const file = await call("export_mappings", { ...of, forExcel: kind === "excel" });
    return (await host.saveTextFile(file.fileName, file.content)) ? file.fileName : null;
  };
  return async (kind) => {
    try {
      const name = await save(kind);
      if (name !== null) toast(t("mappings-exported", { name }));
    } catch (reason) {
      showFailure(reason as Failure);
    }
  };
}
