//! Trusting, rejecting or forgetting a server's certificate: always asked, always with what follows from it.

import { useAction } from "@/api";
import type { CertificateInfo } from "@/bindings";
import { useConfirm, useToast } from "@/components";
import { Tag, useT } from "@/text";
import classes from "../integrations.module.css";

export interface Decide {
  trust: (info: CertificateInfo, onDone?: () => void) => Promise<void>;
  reject: (info: CertificateInfo) => Promise<void>;
  remove: (info: CertificateInfo) => Promise<void>;
  isBusy: boolean;
}

export function useDecide(): Decide {
  const t = useT();
  const toast = useToast();
  const confirm = useConfirm();
  const trust = useAction("trust_certificate");
  const reject = useAction("reject_certificate");
  const remove = useAction("remove_certificate");
  const effect = (id: string, info: CertificateInfo) => (
    <div className={classes.effect}>
      <p>{t(id)}</p>
      <p>
        <Tag plain>{info.subject}</Tag>
      </p>
      <p>
        <Tag>{info.thumbprint}</Tag>
      </p>
    </div>
  );
  return {
    trust: async (info, onDone) => {
      if (!(await confirm({ title: t("certificates-trust-title"), effect: effect("certificates-trust-effect", info), confirm: t("certificates-trust") }))) return;
      trust.mutate(
        { thumbprint: info.thumbprint },
        {
          onSuccess: () => {
            toast(t("certificates-trusted-now"));
            onDone?.();
          },
        },
      );
    },
    reject: async (info) => {
      if (!(await confirm({ title: t("certificates-reject-title"), effect: effect("certificates-reject-effect", info), confirm: t("certificates-reject"), destroys: true }))) return;
      reject.mutate({ thumbprint: info.thumbprint }, { onSuccess: () => toast(t("certificates-rejected-now")) });
    },
    remove: async (info) => {
      if (!(await confirm({ title: t("certificates-remove-title"), effect: effect("certificates-remove-effect", info), confirm: t("certificates-remove"), destroys: true }))) return;
      remove.mutate({ thumbprint: info.thumbprint }, { onSuccess: () => toast(t("certificates-removed-now")) });
    },
    isBusy: trust.isPending || reject.isPending || remove.isPending,
  };
}
