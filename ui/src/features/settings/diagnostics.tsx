//! Every part of the application with its state as a word and a shape, never a value; the whole as JSON to copy, and a support
//! bundle (with the recent log, secrets masked) to save.

import { Button, CopyButton, Group, Stack, Textarea } from "@mantine/core";
import { IconCheck, IconCopy, IconFileZip, IconRefresh } from "@tabler/icons-react";
import { useAction, useCommand } from "@/api";
import { Loaded, Mark, Panel, PlainTable, TimeText, useToast } from "@/components";
import { kebab } from "@/components/closed-lists";
import { useHost } from "@/host";
import { Tag, useFormat, useText } from "@/text";
import { diagnosisOf, lookOf, type Fact, type List } from "./diagnosis";
import { Row } from "./reading";
import classes from "./settings.module.css";

export function Diagnostics() {
  const { t } = useText();
  const toast = useToast();
  const host = useHost();
  const query = useCommand("get_diagnostics", {});
  const bundle = useAction("create_support_bundle", {
    onDone: ({ fileName, bytesBase64 }) => {
      void host.saveFile(fileName, bytesBase64).then((saved) => saved && toast(t("ui-diagnostics-bundle-saved", { file: fileName })));
    },
  });
  return (
    <Loaded query={query} testId="diagnostics">
      {(document) => {
        const { timestamp, subsystems, parts, lists } = diagnosisOf(document);
        return (
          <Stack gap={14}>
            <Panel
              title={t("ui-diagnostics-subsystems")}
              aside={
                <Group gap={8}>
                  {timestamp ? <TimeText at={timestamp} shape="second" withOffset /> : null}
                  <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={15} />} loading={query.isFetching} onClick={() => void query.refetch()} data-testid="diagnostics-refresh">
                    {t("ui-diagnostics-refresh")}
                  </Button>
                </Group>
              }
            >
              {subsystems.map(({ name, facts }) => (
                <Row key={name} label={<Name name={name} />}>
                  <Facts name={name} facts={facts} />
                </Row>
              ))}
            </Panel>
            {lists.map((list) => (list.rows.length > 0 ? <ListPanel key={list.name} list={list} /> : null))}
            {parts.map(({ name, facts }) => (
              <Panel key={name} title={<Name name={name} />}>
                {facts.map((fact) => (
                  <Row key={fact.name} label={<Name name={fact.name} />}>
                    <Value fact={fact} />
                  </Row>
                ))}
              </Panel>
            ))}
            <Panel
              title={t("ui-diagnostics-take-along")}
              aside={
                <Group gap={8}>
                  <CopyButton value={JSON.stringify(document, null, 2)}>
                    {({ copied, copy }) => (
                      <Button variant="default" size="compact-sm" leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy} data-testid="diagnostics-copy">
                        {t(copied ? "ui-copied" : "ui-diagnostics-copy")}
                      </Button>
                    )}
                  </CopyButton>
                  <Button size="compact-sm" leftSection={<IconFileZip size={15} />} loading={bundle.isPending} onClick={() => bundle.mutate({})} data-testid="support-bundle">
                    {t("ui-diagnostics-bundle")}
                  </Button>
                </Group>
              }
            >
              <p className={classes.hint}>{t("ui-diagnostics-bundle-why")}</p>
              <Textarea
                readOnly
                autosize={false}
                rows={12}
                mt={8}
                dir="ltr"
                aria-label="JSON"
                classNames={{ input: classes.json }}
                value={JSON.stringify(document, null, 2)}
                data-testid="diagnostics-json"
              />
            </Panel>
          </Stack>
        );
      }}
    </Loaded>
  );
}

/** In words where there are some. */
function Name({ name }: { name: string }) {
  const { t, has } = useText();
  const id = `ui-diagnostics-${kebab(name)}`;
  return has(id) ? <>{t(id)}</> : <Tag>{name}</Tag>;
}

/** Connectors, jobs: a row each, as far as the document tells. */
function ListPanel({ list }: { list: List }) {
  const { t, has } = useText();
  const id = `ui-diagnostics-${kebab(list.name)}`;
  return (
    <Panel flush title={<Name name={list.name} />}>
      <PlainTable
        label={has(id) ? t(id) : list.name}
        rows={list.rows}
        rowKey={(row) => JSON.stringify(row)}
        columns={list.columns
          .filter((column) => column !== "id")
          .map((column) => ({
            id: column,
            header: <Name name={column} />,
            cell: (row: Fact[]) => <Value fact={row.find((fact) => fact.name === column) ?? { name: column, value: null }} />,
          }))}
      />
    </Panel>
  );
}

function Facts({ name, facts }: { name: string; facts: readonly Fact[] }) {
  const { t, has } = useText();
  const status = facts.find((fact) => fact.name === "status");
  const word = String(status?.value ?? "");
  const look = lookOf(word);
  const id = `ui-diagnostics-is-${kebab(word)}`;
  return (
    <span className={classes.facts}>
      {status ? (
        <Mark tone={look.tone} shape={look.shape} testId={`subsystem-${name}`} data={{ "data-status": word }}>
          {has(id) ? t(id) : word}
        </Mark>
      ) : null}
      {facts
        .filter((fact) => fact !== status)
        .map((fact) => (
          <span key={fact.name} className={classes.hint}>
            <Name name={fact.name} />: <Value fact={fact} />
          </span>
        ))}
    </span>
  );
}

function Value({ fact: { name, value } }: { fact: Fact }) {
  const { t, has } = useText();
  const format = useFormat();
  if (value === null) return <>–</>;
  if (typeof value === "boolean") return <>{t(value ? "ui-settings-on" : "ui-settings-off")}</>;
  if (typeof value === "number") return <>{name.endsWith("bytes") ? format.bytes(value) : name.endsWith("seconds") ? <span className={classes.whole}>{format.duration(value)}</span> : format.number(value)}</>;
  const id = `ui-diagnostics-is-${kebab(value)}`;
  if (name === "name" && has(value)) return <>{t(value)}</>;
  // The document has words only: that a job did what it does, without how much.
  if (name === "outcome" && value.endsWith("-outcome")) return <>{t("job-done")}</>;
  if (has(id)) {
    const { tone, shape } = lookOf(value);
    return ["state", "status"].includes(name) ? (
      <Mark tone={tone} shape={shape}>
        {t(id)}
      </Mark>
    ) : (
      <>{t(id)}</>
    );
  }
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? <TimeText at={value} shape="second" withOffset /> : <Tag plain>{value}</Tag>;
}
