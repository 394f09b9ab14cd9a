//! Parallel equipment of one site: its members, its spares, and how many may be in planned work at a time.

import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { useAction, useCommand } from "@/api";
import type { AssetId, ParallelGroupRow } from "@/bindings";
import { AssetPicker, RowButton, useForm } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { Tag, useName, useT } from "@/text";
import runs from "../runs/runs.module.css";
import classes from "./workforce.module.css";

export function GroupDialog({ row, onClose }: { row: ParallelGroupRow | "new" | null; onClose: () => void }) {
  return row ? <Form key={row === "new" ? "new" : row.group.id} row={row === "new" ? null : row} onClose={onClose} /> : null;
}

interface Member {
  id: AssetId;
  tag: string;
}

function Form({ row, onClose }: { row: ParallelGroupRow | null; onClose: () => void }) {
  const t = useT();
  const name = useName();
  const sites = useCommand("list_sites", {});
  const group = row?.group;
  const form = useForm(
    {
      siteId: group?.siteId ?? "",
      nameEn: group?.nameEn ?? "",
      nameAr: group?.nameAr ?? "",
      members: (group?.assetIds ?? []).map((id, index): Member => ({ id, tag: row?.assetTags[index] ?? "" })),
      spare: group?.spare ?? 1,
      mostInWork: group?.mostInWork ?? null,
    },
    (values) => ({
      siteId: values.siteId ? undefined : t("ui-required"),
      nameEn: values.nameEn.trim() || values.nameAr.trim() ? undefined : t("ui-required"),
    }),
  );
  const { values, problems, set } = form;
  const save = useAction("save_parallel_group", { onDone: onClose, onFailure: () => undefined });
  const remove = useAction("delete_parallel_group", { onDone: onClose, onFailure: () => undefined });
  const submit = () => {
    if (!form.check()) return;
    save.mutate({
      ...(group ? { id: group.id, version: group.version } : {}),
      siteId: values.siteId,
      nameEn: values.nameEn.trim(),
      nameAr: values.nameAr.trim(),
      assetIds: values.members.map((member) => member.id),
      spare: values.spare,
      ...(values.mostInWork === null ? {} : { mostInWork: values.mostInWork }),
    });
  };
  return (
    <FormDialog
      opened
      size="lg"
      title={group ? name(group) : t("ui-workforce-add-groups")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="group-save"
      isBusy={save.isPending}
      failure={save.error ?? remove.error}
      aside={
        group ? (
          <Button variant="subtle" color="alarm" loading={remove.isPending} onClick={() => remove.mutate({ id: group.id })}>
            {t("ui-delete")}
          </Button>
        ) : null
      }
    >
      <div className={runs.grid2}>
        <TextInput label={t("ui-workforce-name-en")} dir="ltr" value={values.nameEn} error={problems.nameEn} onChange={(event) => set("nameEn", event.currentTarget.value)} data-testid="field-nameEn" />
        <TextInput label={t("ui-workforce-name-ar")} dir="rtl" value={values.nameAr} onChange={(event) => set("nameAr", event.currentTarget.value)} data-testid="field-nameAr" />
        <Select
          label={t("ui-site")}
          data={(sites.data ?? []).map((site) => ({ value: site.id, label: `${site.code} · ${name(site)}` }))}
          value={values.siteId || null}
          error={problems.siteId}
          onChange={(id) => set("siteId", id ?? "")}
          data-testid="field-siteId"
        />
        <NumberInput label={t("ui-workforce-spare")} min={0} allowDecimal={false} value={values.spare} onChange={(spare) => set("spare", Number(spare) || 0)} />
        <NumberInput label={t("ui-workforce-most-in-work")} min={1} allowDecimal={false} value={values.mostInWork ?? ""} onChange={(most) => set("mostInWork", most === "" ? null : Number(most))} />
      </div>
      <h3 className={runs.section}>{t("ui-workforce-members")}</h3>
      <div className={classes.parts}>
        {values.members.map((member) => (
          <div key={member.id} className={classes.part}>
            <Tag>{member.tag}</Tag>
            <RowButton onClick={() => set("members", values.members.filter((each) => each.id !== member.id))}>{t("ui-delete")}</RowButton>
          </div>
        ))}
        <AssetPicker
          size="xs"
          aria-label={t("ui-workforce-member-add")}
          placeholder={t("ui-workforce-member-add")}
          value={null}
          {...(values.siteId ? { siteId: values.siteId } : {})}
          onChange={(id, asset) => {
            if (id && !values.members.some((member) => member.id === id)) set("members", [...values.members, { id, tag: asset?.asset.tagCode ?? "" }]);
          }}
          testId="member-add"
        />
      </div>
    </FormDialog>
  );
}
