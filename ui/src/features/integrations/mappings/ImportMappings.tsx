//! Mappings from a file, CSV or Excel: first every row's verdict with what it would change, then, only when confirmed, the
//! writing. The last import can be taken back as one.

import { Button, FileButton, Group, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { useAction } from "@/api";
import type { Failure, ImportMode, ImportReport } from "@/bindings";
import { FailureNotice, Mark, useToast } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import { contentOf, isEmpty, readFile, type Given } from "./file";
import { LastImport } from "./LastImport";
import classes from "./mappings.module.css";
import { LOOKS, VERDICTS, Verdicts } from "./Verdicts";

const MODES: ImportMode[] = ["merge", "create", "overwrite", "delete"];
/** More can't be edited by hand in a field of text, and slows the window down. */
const MOST_EDITABLE = 200_000;

export function ImportMappings({ onClose }: { onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const [given, setGiven] = useState<Given>({ kind: "text", csv: "" });
  const [mode, setMode] = useState<ImportMode>("merge");
  const [report, setReport] = useState<ImportReport | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = useAction("import_mappings", { onDone: setReport, onFailure: setFailure });
  const apply = useAction("import_mappings", {
    onDone: ({ created, updated, deleted }) => {
      toast(t(deleted > 0 ? "mappings-imported-deleted" : "mappings-imported", { created, updated, deleted }));
      onClose();
    },
    onFailure: setFailure,
  });
  const dryRun = (what: Given, how: ImportMode) => {
    setFailure(null);
    setReport(null);
    check.mutate({ ...contentOf(what), mode: how, dryRun: true });
  };
  const take = async (file: File | null) => {
    if (!file) return;
    const chosen = await readFile(file);
    setGiven(chosen);
    dryRun(chosen, mode);
  };
  const chooseMode = (next: ImportMode) => {
    setMode(next);
    if (!isEmpty(given)) dryRun(given, next);
  };
  const csv = given.kind === "text" ? given.csv : "";
  const writes = report ? report.created + report.updated + report.deleted : 0;
  return (
    <Modal opened onClose={onClose} size="80rem" title={t("mappings-import-title")} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="mapping-import-dialog">
      <p className={classes.about}>{t("mappings-import-why")}</p>
      <LastImport onUndone={() => setReport(null)} />
      <div className={classes.importMode}>
        <SegmentedControl size="xs" value={mode} onChange={chooseMode} data={MODES.map((value) => ({ value, label: t(`mappings-import-mode-${value}`) }))} aria-label={t("mappings-import-mode")} data-testid="mapping-import-mode" />
        <span className={classes.dim}>{t(`mappings-import-mode-${mode}-help`)}</span>
      </div>
      <Group gap="sm" mb="sm">
        <FileButton onChange={(file) => void take(file)} accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" inputProps={{ "data-testid": "mapping-import-file" } as never}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={15} />}>
              {t("mappings-import-choose")}
            </Button>
          )}
        </FileButton>
        {given.kind === "file" ? <Tag>{given.name}</Tag> : <span className={classes.dim}>{t("mappings-import-or-paste")}</span>}
      </Group>
      {given.kind === "text" ? (
        <Textarea
          aria-label={t("mappings-import-paste")}
          placeholder={t("mappings-import-paste")}
          dir="ltr"
          autosize={false}
          rows={report ? 3 : 7}
          spellCheck={false}
          value={csv.length > MOST_EDITABLE ? `${csv.slice(0, 2_000)}…` : csv}
          readOnly={csv.length > MOST_EDITABLE}
          onChange={(e) => {
            setGiven({ kind: "text", csv: e.currentTarget.value });
            setReport(null);
          }}
          data-testid="mapping-import-text"
          styles={{ input: { fontFamily: "var(--font-mono)", fontSize: "0.75rem" } }}
        />
      ) : null}
      {failure ? <FailureNotice failure={failure} /> : null}
      {report ? (
        <>
          <div
            className={classes.counts}
            data-testid="mapping-import-counts"
            data-created={report.created}
            data-updated={report.updated}
            data-deleted={report.deleted}
            data-unchanged={report.unchanged}
            data-refused={report.refused}
          >
            {VERDICTS.filter(({ count, isRare }) => !isRare || report[count] > 0).map(({ verdict, count }) => (
              <Mark key={verdict} {...LOOKS[verdict]} tone={report[count] > 0 ? LOOKS[verdict].tone : "plain"}>
                {t(`mappings-verdict-${verdict}`)}: {format.integer(report[count])}
              </Mark>
            ))}
          </div>
          <Verdicts report={report} />
        </>
      ) : null}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("ui-cancel")}
        </Button>
        {report ? (
          <Button
            loading={apply.isPending}
            disabled={writes === 0}
            color={mode === "delete" ? "alarm" : undefined}
            onClick={() => apply.mutate({ ...contentOf(given), mode, dryRun: false })}
            data-testid="mapping-import-apply"
          >
            {mode === "delete"
              ? t("mappings-import-apply-delete", { count: writes })
              : report.refused > 0
                ? t("mappings-import-apply-without", { count: writes, refused: report.refused })
                : t("mappings-import-apply", { count: writes })}
          </Button>
        ) : (
          <Button loading={check.isPending} disabled={isEmpty(given)} onClick={() => dryRun(given, mode)} data-testid="mapping-import-check">
            {t("mappings-import-check")}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
