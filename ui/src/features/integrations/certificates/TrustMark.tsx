//! Whether a server's certificate is trusted, as shape and word.

import type { CertificateTrust } from "@/bindings";
import { Mark, type Shape, type Tone } from "@/components";
import { useT } from "@/text";

const LOOKS: Record<CertificateTrust, { tone: Tone; shape: Shape }> = {
  quarantined: { tone: "warning", shape: "triangle" },
  trusted: { tone: "plain", shape: "circle" },
  rejected: { tone: "plain", shape: "cross" },
};

export function TrustMark({ trust, isExpired }: { trust: CertificateTrust; isExpired: boolean }) {
  const t = useT();
  const { tone, shape } = LOOKS[trust];
  return (
    <>
      <Mark tone={tone} shape={shape} filled={trust === "quarantined"}>
        {t(`certificates-state-${trust}`)}
      </Mark>
      {isExpired ? (
        <Mark tone="critical" shape="diamond">
          {t("certificates-expired")}
        </Mark>
      ) : null}
    </>
  );
}
