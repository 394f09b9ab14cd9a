//! Certificates, both sides of them: ours, which servers must trust, and theirs, which a person here trusts or rejects.

import { Button, Group } from "@mantine/core";
import { IconDownload, IconShieldQuestion } from "@tabler/icons-react";
import { useCan, useCommand } from "@/api";
import type { CertificateRow, CertificateTrust } from "@/bindings";
import { EmptyState, Loaded, Panel, useToast } from "@/components";
import { useHost } from "@/host";
import { useFormat, useT } from "@/text";
import classes from "../integrations.module.css";
import { CertificateFacts } from "./CertificateFacts";
import { TrustMark } from "./TrustMark";
import { useDecide, type Decide } from "./useDecide";

const ORDER: CertificateTrust[] = ["quarantined", "trusted", "rejected"];

export function CertificatesTab() {
  const t = useT();
  const format = useFormat();
  const canManage = useCan("manage_integrations");
  const query = useCommand("list_certificates", {}, { enabled: canManage });
  const host = useHost();
  const toast = useToast();
  const decide = useDecide();
  if (!canManage) return <EmptyState title={t("certificates-not-allowed")}>{t("certificates-not-allowed-why")}</EmptyState>;
  return (
    <Loaded query={query} testId="certificates">
      {(data) => (
        <div className={classes.stack}>
          <Panel
            title={t("certificates-own")}
            aside={
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<IconDownload size={14} />}
                onClick={() => {
                  void host.saveTextFile("optria-iq-application-certificate.pem", data.ownPem).then((saved) => saved && toast(t("certificates-own-saved")));
                }}
                data-testid="certificate-own-save"
              >
                {t("certificates-own-save")}
              </Button>
            }
          >
            <p className={classes.lead}>{t("certificates-own-why")}</p>
            <CertificateFacts info={data.own} thumbprintTestId="certificate-own-thumbprint" />
          </Panel>
          <Panel title={t("certificates-servers")} aside={format.integer(data.servers.length)}>
            {data.servers.length === 0 ? (
              <EmptyState icon={<IconShieldQuestion size={28} stroke={1.4} />} title={t("certificates-none")}>
                {t("certificates-none-why")}
              </EmptyState>
            ) : (
              <ul className={classes.certificates}>
                {[...data.servers]
                  .sort((a, b) => ORDER.indexOf(a.trust) - ORDER.indexOf(b.trust))
                  .map((row, i) => (
                    <ServerCertificate key={row.info.thumbprint} row={row} index={i} decide={decide} />
                  ))}
              </ul>
            )}
          </Panel>
        </div>
      )}
    </Loaded>
  );
}

function ServerCertificate({ row, index, decide }: { row: CertificateRow; index: number; decide: Decide }) {
  const t = useT();
  const { info, trust } = row;
  return (
    <li className={classes.certificate} data-open={trust === "quarantined" || undefined} data-testid={`certificate-row-${index}`} data-trust={trust} data-thumbprint={info.thumbprint}>
      <header className={classes.certificateHead}>
        <h3>{info.subject}</h3>
        <TrustMark trust={trust} isExpired={row.isExpired} />
      </header>
      {trust === "quarantined" ? <p>{t("certificates-ask")}</p> : null}
      <CertificateFacts info={info} thumbprintTestId="certificate-thumbprint" />
      <Group gap="xs" mt="sm">
        {trust === "trusted" ? null : (
          <Button size="compact-sm" disabled={decide.isBusy} onClick={() => void decide.trust(info)} data-testid="certificate-trust">
            {t("certificates-trust")}
          </Button>
        )}
        {trust === "rejected" ? null : (
          <Button size="compact-sm" variant="default" disabled={decide.isBusy} onClick={() => void decide.reject(info)} data-testid="certificate-reject">
            {t(trust === "trusted" ? "certificates-trust-withdraw" : "certificates-reject")}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" disabled={decide.isBusy} onClick={() => void decide.remove(info)} data-testid="certificate-remove">
          {t("certificates-remove")}
        </Button>
      </Group>
    </li>
  );
}
