//! Adding or changing an integration: a page drawn from its connector's declaration, with the connection test beside it.
//! A test needs a configuration that the core has; so it saves first and says so. A new one that is cancelled is taken away again.

import { Button, Group, TextInput } from "@mantine/core";
import { IconDeviceFloppy, IconPlugConnected, IconRadar } from "@tabler/icons-react";
import { useState } from "react";
import { useAction, useCommand } from "@/api";
import type { ConnectorKind, Declaration, EndpointInfo, Failure, IntegrationCard } from "@/bindings";
import { FailureNotice, Loaded, Page, Panel, useToast } from "@/components";
import { links, navigate } from "@/router";
import { useT } from "@/text";
import { TestPanel } from "../test/TestPanel";
import { useTest } from "../test/useTest";
import classes from "../integrations.module.css";
import { DeclaredField } from "./DeclaredField";
import { initialValues, problemsOf, shownFields, toSave, type FormProblems, type FormValues } from "./declared";
import { Discovery } from "./Discovery";

export function NewIntegration({ kind }: { kind: ConnectorKind }) {
  const t = useT();
  const connectors = useCommand("list_connectors", {});
  return (
    <Page testId="integration-form" title={t("integrations-add-kind", { kind: t(`connector-kind-${kind}`) })} back={{ href: links.integrations(), label: t("integrations-title") }}>
      <Loaded query={connectors}>
        {(list) => {
          const declaration = list.connectors.find((d) => d.connector === kind);
          return declaration ? <Form declaration={declaration} card={null} /> : null;
        }}
      </Loaded>
    </Page>
  );
}

export function EditIntegration({ id }: { id: string }) {
  const t = useT();
  const connectors = useCommand("list_connectors", {});
  const card = useCommand("get_integration", { id });
  return (
    <Page
      testId="integration-form"
      title={card.data ? t("integrations-edit-name", { name: card.data.integration.name }) : t("integrations-edit")}
      back={{ href: links.integration(id), label: card.data?.integration.name ?? t("integrations-title") }}
    >
      <Loaded query={connectors}>
        {(list) => (
          <Loaded query={card}>
            {(found) => {
              const declaration = list.connectors.find((d) => d.connector === found.integration.connector);
              return declaration ? <Form declaration={declaration} card={found} /> : null;
            }}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Form({ declaration, card }: { declaration: Declaration; card: IntegrationCard | null }) {
  const t = useT();
  const toast = useToast();
  // Fixed at the start: an event of the background must not overwrite what is being typed.
  const [before] = useState(card?.integration ?? null);
  const [kept, setKept] = useState(card?.secretsSet ?? []);
  const [savedId, setSavedId] = useState(before?.id ?? null);
  const [name, setName] = useState(before?.name ?? "");
  const [values, setValues] = useState<FormValues>(() => initialValues(declaration, before?.config ?? {}));
  const [problems, setProblems] = useState<FormProblems>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isDiscovering, setDiscovering] = useState(false);
  const save = useAction("save_integration", { onFailure: setFailure });
  const remove = useAction("delete_integration");
  const test = useTest();
  const isNew = before === null;

  const set = (field: string, value: string | boolean) => {
    setValues((old) => ({ ...old, [field]: value }));
    setProblems((old) => withoutField(old, field));
    test.forget();
  };

  const store = async (): Promise<IntegrationCard | null> => {
    setFailure(null);
    const found: FormProblems = problemsOf(declaration, values, kept);
    if (name.trim() === "") found.name = "integrations-field-needed";
    setProblems(found);
    const first = Object.keys(found)[0];
    if (first) {
      document.querySelector<HTMLElement>(`[data-testid="field-${first}"]`)?.focus();
      return null;
    }
    try {
      const saved = await save.mutateAsync({
        ...(savedId ? { id: savedId } : {}),
        connector: declaration.connector,
        name: name.trim(),
        ...toSave(declaration, values, before?.config ?? {}),
      });
      setSavedId(saved.integration.id);
      setKept(saved.secretsSet);
      return saved;
    } catch {
      // Said beside the buttons, by `onFailure`.
      return null;
    }
  };
  const submit = async () => {
    const saved = await store();
    if (!saved) return;
    toast(t("integrations-saved", { name: saved.integration.name }));
    navigate(links.integrations());
  };
  const runTest = async () => {
    const saved = await store();
    if (saved) test.run(saved.integration.id);
  };
  const cancel = () => {
    if (isNew && savedId) remove.mutate({ id: savedId });
    navigate(before ? links.integration(before.id) : links.integrations());
  };
  const pick = (endpoint: EndpointInfo) => {
    setValues((old) => ({ ...old, ...fromEndpoint(endpoint, old) }));
    setDiscovering(false);
    test.forget();
  };
  const url = values.endpointUrl;

  return (
    <div className={classes.form}>
      <Panel title={t(`connector-kind-${declaration.connector}`)} aside={t(`connector-kind-${declaration.connector}-help`)}>
        <form
          noValidate
          onSubmit={(e) => {
            e.preventDefault();
            void submit();
          }}
        >
          <div className={classes.fields}>
            <TextInput
              label={t("integrations-name")}
              description={t("integrations-name-help")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              withAsterisk
              value={name}
              error={problems.name ? t(problems.name) : undefined}
              onChange={(e) => {
                setName(e.currentTarget.value);
                setProblems((old) => withoutField(old, "name"));
              }}
              data-testid="field-name"
              data-autofocus
            />
            {shownFields(declaration, values).map((field) => (
              <div key={field.name} className={field.kind === "pem" || field.kind === "query" || field.name === "userKey" ? classes.wide : undefined}>
                <DeclaredField
                  connector={declaration.connector}
                  field={field}
                  value={values[field.name] ?? ""}
                  onChange={(v) => set(field.name, v)}
                  problem={problems[field.name]}
                  isKept={kept.includes(field.name)}
                />
                {field.kind === "url" && field.schemes.includes("opc.tcp") ? (
                  <Button mt={6} variant="default" size="compact-sm" leftSection={<IconRadar size={14} />} disabled={typeof url !== "string" || url.trim() === ""} onClick={() => setDiscovering(true)} data-testid="integration-discover">
                    {t("integrations-discover")}
                  </Button>
                ) : null}
              </div>
            ))}
          </div>
          {failure ? <FailureNotice failure={failure} /> : null}
          <Group mt="lg" gap="xs" justify="space-between">
            <Button variant="default" leftSection={<IconPlugConnected size={15} />} loading={test.isRunning || (save.isPending && test.isRunning)} onClick={() => void runTest()} data-testid="integration-test">
              {t("integrations-test-and-save")}
            </Button>
            <Group gap="xs">
              <Button variant="default" onClick={cancel} data-testid="integration-cancel">
                {t("ui-cancel")}
              </Button>
              <Button type="submit" leftSection={<IconDeviceFloppy size={15} />} loading={save.isPending} data-testid="integration-save">
                {t("ui-save")}
              </Button>
            </Group>
          </Group>
          <p className={classes.hint}>{t(isNew ? "integrations-test-hint-new" : "integrations-test-hint")}</p>
        </form>
      </Panel>
      <TestPanel test={test} onAgain={() => void runTest()} />
      {isDiscovering && typeof url === "string" ? <Discovery url={url.trim()} onPick={pick} onClose={() => setDiscovering(false)} /> : null}
    </div>
  );
}

function withoutField(problems: FormProblems, field: string): FormProblems {
  return Object.fromEntries(Object.entries(problems).filter(([name]) => name !== field));
}

/** What an endpoint fills in; the person's own way of signing in stays where the server takes it. */
function fromEndpoint(endpoint: EndpointInfo, old: FormValues): FormValues {
  const identity = endpoint.identities.includes(String(old.identity)) ? old.identity : (endpoint.identities.find((i) => i !== "issued_token") ?? old.identity);
  return {
    endpointUrl: endpoint.reachableUrl,
    securityPolicy: endpoint.securityPolicy,
    ...(endpoint.securityMode === "None" ? {} : { securityMode: endpoint.securityMode }),
    identity: identity ?? "anonymous",
  };
}
