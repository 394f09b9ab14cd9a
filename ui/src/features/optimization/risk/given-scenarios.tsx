//! Scenarios that people give, beside those that are drawn: which of them a run meets, what is there, import and removal.

import { Button, Modal, MultiSelect } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { useAction, useCan, useCommand } from "@/api";
import { PlainTable, RowButton, useConfirm } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import runs from "../runs/runs.module.css";
import { ImportScenarios } from "./import-scenarios";

export function GivenScenariosField({ value, onChange }: { value: string[]; onChange: (names: string[]) => void }) {
  const t = useT();
  const may = useCan("run_optimization");
  const [opened, setOpened] = useState(false);
  const there = useCommand("list_risk_scenarios", {});
  // One that was deleted since stays visible, so that it can be taken out.
  const names = [...new Set([...(there.data ?? []).map((each) => each.name), ...value])];
  return (
    <>
      <MultiSelect
        label={t("ui-risk-given")}
        description={t("ui-risk-given-why")}
        placeholder={value.length > 0 ? undefined : t("ui-none")}
        clearable
        data={names}
        value={value}
        onChange={onChange}
        data-testid="run-given-scenarios"
      />
      {may ? (
        <Button size="xs" variant="default" mt={22} leftSection={<IconFileImport size={14} />} onClick={() => setOpened(true)} data-testid="given-scenarios-open">
          {t("ui-risk-given-import")}
        </Button>
      ) : null}
      {opened ? <GivenScenarios onClose={() => setOpened(false)} /> : null}
    </>
  );
}

function GivenScenarios({ onClose }: { onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const confirm = useConfirm();
  const [importing, setImporting] = useState(false);
  const there = useCommand("list_risk_scenarios", {});
  const remove = useAction("delete_risk_scenario");
  const ask = async (name: string) => {
    if (await confirm({ title: t("ui-risk-given-remove-title"), effect: t("ui-risk-given-remove"), confirm: t("ui-delete"), destroys: true })) remove.mutate({ name });
  };
  if (importing) {
    return <ImportScenarios onClose={() => setImporting(false)} />;
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={t("ui-risk-given-title")} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="given-scenarios">
      <p className={runs.note}>{t("ui-risk-given-about")}</p>
      {(there.data ?? []).length === 0 ? (
        <p>{t("ui-risk-given-none")}</p>
      ) : (
        <PlainTable
          label={t("ui-risk-given-title")}
          rows={there.data ?? []}
          rowKey={(row) => row.name}
          rowProps={(row) => ({ "data-testid": `given-scenario-${row.name}` })}
          columns={[
            { id: "name", header: t("ui-risk-scenario"), cell: (row) => <Tag>{row.name}</Tag> },
            { id: "days", header: t("ui-risk-period"), cell: (row) => `${format.day(row.from)} – ${format.day(row.until)}` },
            { id: "lines", header: "", cell: (row) => t("ui-risk-given-line", { lines: row.lines, assets: row.assets }) },
            { id: "remove", header: "", align: "end" as const, cell: (row) => <RowButton onClick={() => void ask(row.name)}>{t("ui-delete")}</RowButton> },
          ]}
        />
      )}
      <Button mt="md" variant="default" leftSection={<IconFileImport size={15} />} onClick={() => setImporting(true)} data-testid="given-scenarios-import">
        {t("ui-risk-given-import")}
      </Button>
    </Modal>
  );
}
