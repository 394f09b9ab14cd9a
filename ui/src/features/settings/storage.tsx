//! How long readings are kept, from raw to hourly. Shortening deletes, so it is confirmed with what it means.

import { Button, Group, NumberInput, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import type { Retention } from "@/bindings";
import { useAction, useCan, useCommand } from "@/api";
import { FailureNotice, Loaded, Panel, useConfirm, useForm, useToast } from "@/components";
import { toLatinDigits, useFormat, useT } from "@/text";
import classes from "./settings.module.css";

const fields = ["rawDays", "secondDays", "minuteDays", "hourDays"] as const;
const ids: Record<(typeof fields)[number], string> = {
  rawDays: "ui-settings-keep-raw",
  secondDays: "ui-settings-keep-second",
  minuteDays: "ui-settings-keep-minute",
  hourDays: "ui-settings-keep-hour",
};

export function Storage() {
  const t = useT();
  const query = useCommand("get_retention", {});
  return (
    <Panel title={t("ui-settings-storage")}>
      <Loaded query={query} testId="retention">
        {(retention) => <RetentionForm key={JSON.stringify(retention)} retention={retention} />}
      </Loaded>
    </Panel>
  );
}

function RetentionForm({ retention }: { retention: Retention }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const confirm = useConfirm();
  const may = useCan("manage_integrations");
  const form = useForm<Retention>(retention, (values) =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const days = values[field];
        return Number.isInteger(days) && days >= 1 && days <= 3650 ? [] : [[field, t("ui-settings-days-wrong")]];
      }),
    ),
  );
  const save = useAction("set_retention", { onDone: () => toast(t("ui-settings-saved")), onFailure: () => undefined });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!form.check()) return;
    const shortened = fields.filter((field) => form.values[field] < retention[field]);
    const yes =
      shortened.length === 0 ||
      (await confirm({
        title: t("ui-settings-shorten-title"),
        effect: (
          <ul className={classes.rights}>
            {shortened.map((field) => (
              <li key={field}>
                {t(ids[field])}: {t("ui-settings-shorten-effect", { days: form.values[field], shown: format.integer(form.values[field]) })}
              </li>
            ))}
          </ul>
        ),
        confirm: t("ui-settings-shorten"),
        destroys: true,
      }));
    if (yes) save.mutate(form.values);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm" maw={420}>
        <p className={classes.hint}>{t("ui-settings-storage-why")}</p>
        {save.error ? <FailureNotice failure={save.error} /> : null}
        {fields.map((field) => (
          <NumberInput
            key={field}
            label={t(ids[field])}
            suffix={` ${t("ui-settings-days")}`}
            min={1}
            max={3650}
            allowDecimal={false}
            clampBehavior="none"
            disabled={!may}
            value={form.values[field]}
            onChange={(value) => form.set(field, Number(toLatinDigits(String(value))))}
            error={form.problems[field]}
            data-testid={`retention-${field}`}
          />
        ))}
        {may ? (
          <Group>
            <Button type="submit" disabled={!form.isChanged} loading={save.isPending} data-testid="retention-save">
              {t("ui-save")}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  );
}
