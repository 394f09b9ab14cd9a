//! Objects of a maintenance system as assets: each with a verdict before anything is made, taken in only as a person confirms them.

import { Button, Checkbox, Group, Modal, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction, useCommand } from "@/api";
import type { Failure, Family, IntegrationId, ObjectKind, ObjectRowPage, ObjectRow } from "@/bindings";
import { FailureNotice, Mark, PlainTable, useToast, type PlainColumn, type Shape, type Tone } from "@/components";
import { FAMILIES, kebab } from "@/components/closed-lists";
import { Tag, useName, useT } from "@/text";
import classes from "../integrations.module.css";
import { canBeTaken, choiceOf, chosen, keyOf, rowsOf, type Choice } from "./taking";

const LOOKS: Record<ObjectRow["verdict"], { tone: Tone; shape: Shape }> = {
  new: { tone: "notice", shape: "circle" },
  same_tag: { tone: "notice", shape: "half" },
  linked: { tone: "plain", shape: "dash" },
  out_of_use: { tone: "warning", shape: "triangle" },
};

interface Props {
  id: IntegrationId;
  /** What people call it. */
  system: string;
  kinds: readonly ObjectKind[];
  onClose: () => void;
}

export function TakeIn({ id, system, kinds, onClose }: Props) {
  const t = useT();
  const name = useName();
  const toast = useToast();
  const sites = useCommand("list_sites", {});
  const [site, setSite] = useState<string | null>(null);
  const [kind, setKind] = useState<ObjectKind>(kinds[0] ?? "equipment");
  const [text, setText] = useState("");
  const [page, setPage] = useState<ObjectRowPage | null>(null);
  const [made, setMade] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [failure, setFailure] = useState<Failure | null>(null);
  const first = useAction("list_maintenance_objects", { onDone: setPage, onFailure: setFailure });
  const more = useAction("list_maintenance_objects", {
    onDone: (next) => setPage((old) => ({ rows: [...(old?.rows ?? []), ...next.rows], after: next.after })),
    onFailure: setFailure,
  });
  const take = useAction("take_in_objects", {
    onDone: ({ created, linked }) => {
      toast(t("ui-system-taken-in", { created, linked }));
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
  const change = (row: ObjectRow, by: Partial<Choice>) => setMade((old) => new Map(old).set(keyOf(row), { ...choiceOf(row, old), ...by }));
  const rows = page?.rows ?? [];
  const offered = rows.filter(canBeTaken);
  const taken = chosen(rows, made);
  const ready = rowsOf(rows, made);
  const all = (isChosen: boolean) => setMade((old) => new Map([...old, ...offered.map((row): [string, Choice] => [keyOf(row), { ...choiceOf(row, old), isChosen }])]));
  const plain = (column: string, of: (row: ObjectRow) => string | null): PlainColumn<ObjectRow> => ({
    id: column,
    header: t(`ui-system-${column}`),
    cell: (row) => {
      const told = of(row);
      return told ? <Tag plain>{told}</Tag> : "–";
    },
  });
  const columns: PlainColumn<ObjectRow>[] = [
    {
      id: "choose",
      width: "36px",
      header: <Checkbox size="xs" aria-label={t("ui-system-choose-all")} checked={offered.length > 0 && taken.length === offered.length} indeterminate={taken.length > 0 && taken.length < offered.length} disabled={offered.length === 0} onChange={(e) => all(e.currentTarget.checked)} data-testid="system-choose-all" />,
      cell: (row, n) => <Checkbox size="xs" aria-label={row.object.label} checked={canBeTaken(row) && choiceOf(row, made).isChosen} disabled={!canBeTaken(row)} onChange={(e) => change(row, { isChosen: e.currentTarget.checked })} data-testid={`system-choose-${n}`} />,
    },
    { id: "label", header: t("ui-system-object", { system }), cell: ({ object }) => <Tag>{object.label}</Tag> },
    { id: "name", header: t("ui-system-name"), cell: ({ object }) => <bdi>{object.name}</bdi> },
    {
      id: "verdict",
      header: t("ui-system-verdict"),
      cell: (row) => (
        <Mark {...LOOKS[row.verdict]}>
          {t(`ui-system-verdict-${kebab(row.verdict)}`, { system })} {row.verdict === "linked" ? <Tag>{row.tagCode}</Tag> : null}
        </Mark>
      ),
    },
    {
      id: "family",
      header: t("ui-system-family"),
      width: "180px",
      cell: (row, n) =>
        canBeTaken(row) && row.verdict === "new" ? (
          <Select
            size="xs"
            aria-label={t("ui-system-family")}
            placeholder={t("ui-system-family-choose")}
            data={FAMILIES.map((value) => ({ value, label: t(`ui-family-${kebab(value)}`) }))}
            value={choiceOf(row, made).family}
            onChange={(value) => change(row, { family: value as Family | null })}
            error={choiceOf(row, made).isChosen && choiceOf(row, made).family === null}
            data-testid={`system-family-${n}`}
          />
        ) : null,
    },
    ...(rows.some(({ object }) => object.serialNumber) ? [plain("serial-number", ({ object }) => object.serialNumber)] : []),
    ...(rows.some(({ object }) => object.location) ? [plain("location", ({ object }) => object.location)] : []),
    plain("plant", ({ object }) => object.plant),
  ];
  return (
    <Modal opened onClose={onClose} size="90%" title={t("ui-system-take-in-title", { system })} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="system-take-in-dialog">
      <p className={classes.dim}>{t("ui-system-take-in-why")}</p>
      <Group align="end" gap="sm" mb="sm">
        <Select label={t("ui-site")} data={(sites.data ?? []).map((s) => ({ value: s.id, label: `${s.code} · ${name(s)}` }))} value={siteId} onChange={setSite} data-testid="system-site" />
        {kinds.length > 1 ? (
          <Select label={t("ui-system-kind")} data={kinds.map((value) => ({ value, label: t(`ui-system-kind-${kebab(value)}`) }))} value={kind} onChange={(value) => setKind(kinds.find((k) => k === value) ?? kind)} data-testid="system-kind" />
        ) : null}
        <TextInput label={t("ui-system-text")} value={text} onChange={(e) => setText(e.currentTarget.value)} data-testid="system-text" />
        <Button onClick={anew} loading={first.isPending} disabled={!asked} data-testid="system-read">
          {t("ui-system-read", { system })}
        </Button>
      </Group>
      {sites.data?.length === 0 ? <p className={classes.dim}>{t("ui-system-no-site")}</p> : null}
      {failure ? <FailureNotice failure={failure} /> : null}
      {page ? (
        <div className={classes.found}>
          <PlainTable label={t("ui-system-take-in-title", { system })} columns={columns} rows={rows} rowKey={keyOf} rowProps={(row, n) => ({ "data-testid": `system-object-${n}`, "data-verdict": row.verdict })} testId="system-objects-found" />
        </div>
      ) : null}
      {page && rows.length === 0 ? <p className={classes.dim}>{t("ui-nothing-found")}</p> : null}
      <Group justify="flex-end" mt="md" gap="xs">
        {page?.after && asked ? (
          <Button variant="default" loading={more.isPending} onClick={() => more.mutate({ ...asked, after: page.after ?? "" })} data-testid="system-more">
            {t("ui-system-more")}
          </Button>
        ) : null}
        <Button variant="default" onClick={onClose}>
          {t("ui-cancel")}
        </Button>
        <Button disabled={taken.length === 0 || ready === null || !siteId} loading={take.isPending} onClick={() => ready && siteId && take.mutate({ integrationId: id, siteId, rows: ready })} data-testid="system-take">
          {t("ui-system-take", { count: taken.length })}
        </Button>
      </Group>
    </Modal>
  );
}
