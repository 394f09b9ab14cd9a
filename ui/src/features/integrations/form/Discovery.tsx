//! What a server offers: every endpoint with its policy, mode and ways to sign in, the most secure first. Picking one fills the form.

import { Button, Modal } from "@mantine/core";
import { IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useCommand } from "@/api";
import type { EndpointInfo } from "@/bindings";
import { EmptyState, Loaded } from "@/components";
import { Tag, useT, useText } from "@/text";
import classes from "../integrations.module.css";

export function Discovery({ url, onPick, onClose }: { url: string; onPick: (endpoint: EndpointInfo) => void; onClose: () => void }) {
  const t = useT();
  const query = useCommand("discover_endpoints", { url });
  return (
    <Modal opened onClose={onClose} size="xl" title={t("integrations-endpoints-of", { url })} closeButtonProps={{ "aria-label": t("ui-close") }}>
      <Loaded
        query={query}
        testId="endpoint-list"
        isEmpty={(data) => data.endpoints.length === 0}
        empty={<EmptyState title={t("integrations-endpoints-none")}>{t("integrations-endpoints-none-why")}</EmptyState>}
      >
        {(data) => (
          <>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th>{t("connector-opcua-securityPolicy")}</th>
                  <th>{t("connector-opcua-securityMode")}</th>
                  <th>{t("integrations-endpoint-identities")}</th>
                  <th>{t("integrations-endpoint-address")}</th>
                  <th aria-label={t("integrations-endpoint-use")} />
                </tr>
              </thead>
              <tbody>
                {ranked(data.endpoints).map((endpoint, i) => (
                  <EndpointRow key={`${endpoint.securityPolicy} ${endpoint.securityMode} ${endpoint.url}`} endpoint={endpoint} index={i} onPick={onPick} />
                ))}
              </tbody>
            </table>
            <p className={classes.hint}>{t("integrations-endpoints-note")}</p>
          </>
        )}
      </Loaded>
    </Modal>
  );
}

/** Usable ones first, then by the server's own ranking, encryption before signing. */
function ranked(endpoints: EndpointInfo[]): EndpointInfo[] {
  const weight = (e: EndpointInfo) => (e.isSupported ? 10_000 : 0) + e.securityLevel * 10 + (e.securityMode === "SignAndEncrypt" ? 2 : e.securityMode === "Sign" ? 1 : 0);
  return [...endpoints].sort((a, b) => weight(b) - weight(a));
}

function EndpointRow({ endpoint, index, onPick }: { endpoint: EndpointInfo; index: number; onPick: (endpoint: EndpointInfo) => void }) {
  const { t, has } = useText();
  const isOpen = endpoint.securityPolicy === "None";
  const named = (id: string, otherwise: string) => (has(id) ? t(id) : otherwise);
  return (
    <tr data-testid={`endpoint-row-${index}`} data-policy={endpoint.securityPolicy} data-mode={endpoint.securityMode}>
      <td>
        <span className={classes.withIcon} data-tone={isOpen ? "warning" : undefined}>
          {isOpen ? <IconShieldOff size={15} aria-hidden /> : <IconShieldCheck size={15} aria-hidden />}
          {isOpen ? named("connector-opcua-securityPolicy-None", "None") : <Tag plain>{endpoint.securityPolicy}</Tag>}
        </span>
      </td>
      <td>{named(`connector-opcua-securityMode-${endpoint.securityMode}`, endpoint.securityMode)}</td>
      <td>{endpoint.identities.map((i) => named(`connector-opcua-identity-${i}`, i)).join(t("integrations-comma"))}</td>
      <td>
        <Tag>{endpoint.url}</Tag>
        {endpoint.applicationName ? <div className={classes.dim}>{endpoint.applicationName}</div> : null}
      </td>
      <td className="numeric">
        {endpoint.isSupported ? (
          <Button size="compact-sm" variant={index === 0 ? "filled" : "default"} onClick={() => onPick(endpoint)} data-testid={`endpoint-pick-${index}`}>
            {t("integrations-endpoint-use")}
          </Button>
        ) : (
          <span className={classes.dim}>{t("integrations-endpoint-unsupported")}</span>
        )}
      </td>
    </tr>
  );
}
