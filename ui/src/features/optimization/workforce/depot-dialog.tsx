//! A store at a site: the minutes of a stop, its tools, and its parts with the day from which they are there.

import { Button, MultiSelect, NativeSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useAction, useCommand } from "@/api";
import type { DepotRow, Stock } from "@/bindings";
import { RowButton, useForm } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { useName, useT } from "@/text";
import runs from "../runs/runs.module.css";
import { useResources } from "@/components/use-resources";
import classes from "./workforce.module.css";

export function DepotDialog({ row, onClose }: { row: DepotRow | "new" | null; onClose: () => void }) {
  return row ? <Form key={row === "new" ? "new" : row.depot.siteId} row={row === "new" ? null : row} onClose={onClose} /> : null;
}

function Form({ row, onClose }: { row: DepotRow | null; onClose: () => void }) {
  const t = useT();
  const name = useName();
  const resources = useResources();
  const sites = useCommand("list_sites", {});
  const depots = useCommand("list_depots", {});
  const form = useForm(
    { siteId: row?.depot.siteId ?? "", loadingMinutes: row?.depot.loadingMinutes ?? 20, tools: row?.depot.tools ?? [], stock: row?.depot.stock ?? ([] as Stock[]) },
    (values) => ({ siteId: values.siteId ? undefined : t("ui-required") }),
  );
  const { values, problems, set } = form;
  const save = useAction("save_depot", { onDone: onClose, onFailure: () => undefined });
  const remove = useAction("delete_depot", { onDone: onClose, onFailure: () => undefined });
  const submit = () => {
    if (form.check()) save.mutate({ ...values, ...(row ? { version: row.depot.version } : {}) });
  };
  const setStock = (at: number, part: Partial<Stock>) => set("stock", values.stock.map((each, index) => (index === at ? { ...each, ...part } : each)));
  // A site has one store.
  const free = (sites.data ?? []).filter((site) => site.id === row?.depot.siteId || !depots.data?.some((each) => each.depot.siteId === site.id));
  return (
    <FormDialog
      opened
      size="lg"
      title={row ? row.siteCode : t("ui-workforce-add-depots")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="depot-save"
      isBusy={save.isPending}
      failure={save.error ?? remove.error}
      aside={
        row ? (
          <Button variant="subtle" color="alarm" loading={remove.isPending} onClick={() => remove.mutate({ siteId: row.depot.siteId })}>
            {t("ui-delete")}
          </Button>
        ) : null
      }
    >
      <div className={runs.grid2}>
        <Select
          label={t("ui-site")}
          disabled={row !== null}
          data={free.map((site) => ({ value: site.id, label: `${site.code} · ${name(site)}` }))}
          value={values.siteId || null}
          error={problems.siteId}
          onChange={(id) => set("siteId", id ?? "")}
          data-testid="field-siteId"
        />
        <NumberInput label={t("ui-workforce-loading")} min={0} allowDecimal={false} value={values.loadingMinutes} onChange={(minutes) => set("loadingMinutes", Number(minutes) || 0)} data-testid="field-loading" />
        <MultiSelect className={runs.wide} label={t("ui-workforce-tools")} data={resources.options("tool")} value={values.tools} onChange={(tools) => set("tools", tools)} />
      </div>
      <h3 className={runs.section}>{t("ui-workforce-stock")}</h3>
      <div className={classes.parts}>
        {values.stock.map((stock, index) => (
          <div key={index} className={classes.part}>
            <span>{`${resources.codeOf(stock.partId)} · ${resources.nameOf(stock.partId)}`}</span>
            <NumberInput size="xs" w={76} min={0} allowDecimal={false} aria-label={t("ui-workforce-count-of", { part: resources.nameOf(stock.partId) })} value={stock.count} onChange={(count) => setStock(index, { count: Number(count) || 0 })} />
            <TextInput size="xs" type="date" aria-label={t("ui-workforce-there-from")} value={stock.from ?? ""} onChange={(event) => setStock(index, { from: event.currentTarget.value || null })} />
            <RowButton onClick={() => set("stock", values.stock.filter((_, at) => at !== index))}>{t("ui-delete")}</RowButton>
          </div>
        ))}
        <NativeSelect
          size="xs"
          aria-label={t("ui-workforce-part-add")}
          value=""
          onChange={(event) => event.currentTarget.value && set("stock", [...values.stock, { partId: event.currentTarget.value, count: 1, from: null }])}
          data={[{ value: "", label: t("ui-workforce-part-add") }, ...resources.options("part")]}
        />
      </div>
    </FormDialog>
  );
}
