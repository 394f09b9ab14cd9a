//! The tenant's profile as it is, and the one mark that a person sets. It can't be set while something is missing.

import { Button } from "@mantine/core";
import { useState } from "react";
import type { Failure, TenantProfile } from "@/bindings";
import { useAction } from "@/api";
import { FailureNotice, Mark, TimeText } from "@/components";
import { Tag, useT } from "@/text";
import classes from "./onboarding.module.css";

export function Profile({ profile, isDone }: { profile: TenantProfile; isDone: boolean }) {
  const t = useT();
  const [failure, setFailure] = useState<Failure | null>(null);
  const mark = useAction("mark_tenant_profile", { onDone: () => setFailure(null), onFailure: setFailure });
  const isMarked = profile.markedAt !== null;
  const fact = (field: keyof TenantProfile & string, label: string, value: string, isCode: boolean) => (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>
        {profile.missing.includes(field) ? (
          <Mark tone="warning" shape="triangle">
            {t("ui-onboarding-profile-missing")}
          </Mark>
        ) : isCode ? (
          <Tag plain>{value}</Tag>
        ) : (
          <bdi>{value}</bdi>
        )}
      </dd>
    </div>
  );
  return (
    <>
      <dl className={classes.facts}>
        {fact("nameEn", t("ui-onboarding-profile-name-en"), profile.nameEn, false)}
        {fact("nameAr", t("ui-onboarding-profile-name-ar"), profile.nameAr, false)}
        {fact("timeZone", t("ui-time-zone"), profile.timeZone, true)}
        {fact("currency", t("ui-currency"), profile.currency, true)}
      </dl>
      {failure ? <FailureNotice failure={failure} /> : null}
      <div className={classes.mark}>
        <Button
          size="compact-sm"
          variant={isMarked ? "subtle" : "filled"}
          loading={mark.isPending}
          disabled={!isMarked && profile.missing.length > 0}
          onClick={() => mark.mutate({ isComplete: !isMarked })}
          data-testid="onboarding-mark"
          data-marked={String(isMarked)}
        >
          {t(isMarked ? "ui-onboarding-unmark" : "ui-onboarding-mark")}
        </Button>
        {isDone && profile.markedAt && profile.markedByName ? (
          <span className={classes.by}>
            {t("ui-onboarding-marked-by", { name: profile.markedByName })} · <TimeText at={profile.markedAt} />
          </span>
        ) : null}
      </div>
    </>
  );
}
