//! SAP's objects as assets: each with a verdict before anything is made, taken in only as a person confirms them.

import { Button, Checkbox, Group, Modal, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction, useCommand } from "@/api";
import type { Failure, Family, IntegrationId, ObjectKind, SapObjectPage, SapObjectRow } from "@/bindings";
import { FailureNotice, Mark, PlainTable, useToast, type PlainColumn, type Shape, type Tone } from "@/components";
import { FAMILIES, kebab } from "@/components/closed-lists";
import { Tag, useName, useT } from "@/text";
import classes from "../integrations.module.css";
import { canBeTaken, choiceOf, chosen, keyOf, rowsOf, type Choice } from "./taking";

const LOOKS: Record<SapObjectRow["verdict"], { tone: Tone; shape: Shape }> = {
  new: { tone: "notice", shape: "circle" },
  same_tag: { tone: "notice", shape: "half" },
  linked: { tone: "plain", shape: "dash" },
  out_of_use: { tone: "warning", shape: "triangle" },
};
const KINDS: ObjectKind[] = ["equipment", "functional_location"];

export function TakeIn({ id, onClose }: { id: IntegrationId; onClose: () => void }) {
  const t = useT();
  const name = useName();
  const toast = useToast();
  const sites = useCommand("list_sites", {});
  const [site, setSite] = useState<string | null>(null);
  const [kind, setKind] = useState<ObjectKind>("equipment");
  const [text, setText] = useState("");
  const [page, setPage] = useState<SapObjectPage | null>(null);
  const [made, setMade] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [failure, setFailure] = useState<Failure | null>(null);
  const first = useAction("list_sap_objects", { onDone: setPage, onFailure: setFailure });
  const more = useAction("list_sap_objects", {
    onDone: (next) => setPage((old) => ({ rows: [...(old?.rows ?? []), ...next.rows], after: next.after })),
    onFailure: setFailure,
  });
  const take = useAction("take_in_sap_objects", {
    onDone: ({ created, linked }) => {
      toast(t("ui-sap-taken-in", { created, linked }));
      onClose();
    },
    onFailure: setFailure,
  });
  const siteId = site ?? sites.data?.[0]?.id ?? null;
  const asked = siteId ? { integrationId: id, siteId, kind, ...(text.trim() ? { text: text.trim() } : {}) } : null;
  const anew = () => {
    setFailure(null);
    setPage(null);
    setMade(new Map());
    if (asked) first.mutate(asked);
  };
  const change = (row: SapObjectRow, by: Partial<Choice>) => setMade((old) => new Map(old).set(keyOf(row), { ...choiceOf(row, old), ...by }));
  const rows = page?.rows ?? [];
  const offered = rows.filter(canBeTaken);
  const taken = chosen(rows, made);
  const ready = rowsOf(rows, made);
  const all = (isChosen: boolean) => setMade((old) => new Map([...old, ...offered.map((row): [string, Choice] => [keyOf(row), { ...choiceOf(row, old), isChosen }])]));
  const columns: PlainColumn<SapObjectRow>[] = [
    {
      id: "choose",
      width: "36px",
      header: <Checkbox size="xs" aria-label={t("ui-sap-choose-all")} checked={offered.length > 0 && taken.length === offered.length} indeterminate={taken.length > 0 && taken.length < offered.length} disabled={offered.length === 0} onChange={(e) => all(e.currentTarget.checked)} data-testid="sap-choose-all" />,
      cell: (row, n) => <Checkbox size="xs" aria-label={row.object.label} checked={canBeTaken(row) && choiceOf(row, made).isChosen} disabled={!canBeTaken(row)} onChange={(e) => change(row, { isChosen: e.currentTarget.checked })} data-testid={`sap-choose-${n}`} />,
    },
    { id: "label", header: t("ui-sap-object"), cell: ({ object }) => <Tag>{object.label}</Tag> },
    { id: "name", header: t("ui-sap-name"), cell: ({ object }) => <bdi>{object.name}</bdi> },
    {
      id: "verdict",
      header: t("ui-sap-verdict"),
      cell: (row) => (
        <Mark {...LOOKS[row.verdict]}>
          {t(`ui-sap-verdict-${kebab(row.verdict)}`)} {row.verdict === "linked" ? <Tag>{row.tagCode}</Tag> : null}
        </Mark>
      ),
    },
    {
      id: "family",
      header: t("ui-sap-family"),
      width: "180px",
      cell: (row, n) =>
        canBeTaken(row) && row.verdict === "new" ? (
          <Select
            size="xs"
            aria-label={t("ui-sap-family")}
            placeholder={t("ui-sap-family-choose")}
            data={FAMILIES.map((value) => ({ value, label: t(`ui-family-${kebab(value)}`) }))}
            value={choiceOf(row, made).family}
            onChange={(value) => change(row, { family: value as Family | null })}
            error={choiceOf(row, made).isChosen && choiceOf(row, made).family === null}
            data-testid={`sap-family-${n}`}
          />
        ) : null,
    },
    { id: "plant", header: t("ui-sap-plant"), cell: ({ object }) => (object.plant ? <Tag plain>{object.plant}</Tag> : "–") },
  ];
  return (
    <Modal opened onClose={onClose} size="90%" title={t("ui-sap-take-in-title")} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="sap-take-in-dialog">
      <p className={classes.dim}>{t("ui-sap-take-in-why")}</p>
      <Group align="end" gap="sm" mb="sm">
        <Select label={t("ui-site")} data={(sites.data ?? []).map((s) => ({ value: s.id, label: `${s.code} · ${name(s)}` }))} value={siteId} onChange={setSite} data-testid="sap-site" />
        <Select label={t("ui-sap-kind")} data={KINDS.map((value) => ({ value, label: t(`ui-sap-kind-${kebab(value)}`) }))} value={kind} onChange={(value) => setKind(KINDS.find((k) => k === value) ?? "equipment")} data-testid="sap-kind" />
        <TextInput label={t("ui-sap-text")} value={text} onChange={(e) => setText(e.currentTarget.value)} data-testid="sap-text" />
        <Button onClick={anew} loading={first.isPending} disabled={!asked} data-testid="sap-read">
          {t("ui-sap-read")}
        </Button>
      </Group>
      {sites.data?.length === 0 ? <p className={classes.dim}>{t("ui-sap-no-site")}</p> : null}
      {failure ? <FailureNotice failure={failure} /> : null}
      {page ? <PlainTable label={t("ui-sap-take-in-title")} columns={columns} rows={rows} rowKey={keyOf} rowProps={(row, n) => ({ "data-testid": `sap-object-${n}`, "data-verdict": row.verdict })} testId="sap-objects-found" /> : null}
      {page && rows.length === 0 ? <p className={classes.dim}>{t("ui-nothing-found")}</p> : null}
      <Group justify="flex-end" mt="md" gap="xs">
        {page?.after && asked ? (
          <Button variant="default" loading={more.isPending} onClick={() => more.mutate({ ...asked, after: page.after ?? "" })} data-testid="sap-more">
            {t("ui-sap-more")}
          </Button>
        ) : null}
        <Button variant="default" onClick={onClose}>
          {t("ui-cancel")}
        </Button>
        <Button disabled={taken.length === 0 || ready === null || !siteId} loading={take.isPending} onClick={() => ready && siteId && take.mutate({ integrationId: id, siteId, rows: ready })} data-testid="sap-take">
          {t("ui-sap-take", { count: taken.length })}
        </Button>
      </Group>
    </Modal>
  );
}
