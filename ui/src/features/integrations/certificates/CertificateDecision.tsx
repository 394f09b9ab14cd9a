//! A server's certificate inside a connection test: its facts, its state, and the two decisions while nobody has taken one.

import { Button, Group } from "@mantine/core";
import type { CertificateInfo, CertificateTrust } from "@/bindings";
import { useT } from "@/text";
import classes from "../integrations.module.css";
import { CertificateFacts } from "./CertificateFacts";
import { TrustMark } from "./TrustMark";
import { useDecide } from "./useDecide";

export function CertificateDecision(props: { info: CertificateInfo; trust: CertificateTrust | null; isExpired: boolean; onTrusted: () => void }) {
  const t = useT();
  const decide = useDecide();
  const { info, trust } = props;
  const isOpen = trust !== null && trust !== "trusted";
  return (
    <section className={classes.certificate} data-testid="certificate-decision" data-trust={trust ?? undefined} data-open={isOpen || undefined}>
      <header className={classes.certificateHead}>
        <h3>{t("certificates-server")}</h3>
        {trust ? <TrustMark trust={trust} isExpired={props.isExpired} /> : null}
      </header>
      {trust === "quarantined" ? <p>{t("certificates-ask")}</p> : null}
      <CertificateFacts info={info} thumbprintTestId="certificate-thumbprint" />
      {isOpen ? (
        <Group gap="xs" mt="sm">
          <Button loading={decide.isBusy} onClick={() => void decide.trust(info, props.onTrusted)} data-testid="certificate-trust">
            {t("certificates-trust")}
          </Button>
          {trust === "quarantined" ? (
            <Button variant="default" onClick={() => void decide.reject(info)} data-testid="certificate-reject">
              {t("certificates-reject")}
            </Button>
          ) : null}
        </Group>
      ) : null}
    </section>
  );
}
