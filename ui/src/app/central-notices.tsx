//! What must be seen on every page of a central workspace: that the central database is away, and that a platform owner
//! stands in somebody else's tenant.

import { Button } from "@mantine/core";
import { IconDoorExit, IconPlugConnectedX } from "@tabler/icons-react";
import type { CentralStatus } from "@/bindings";
import { useAction } from "@/api";
import { TimeText } from "@/components";
import { Tag, useMessage, useName, useT } from "@/text";
import classes from "./central-status.module.css";

export function OfflineNotice({ central, onGoOnline }: { central: CentralStatus; onGoOnline: () => void }) {
  const t = useT();
  const say = useMessage();
  if (central.link !== "offline" && central.link !== "password_needed") return null;
  return (
    <div className={classes.offline} role="status" data-testid="offline-notice" data-link={central.link}>
      <IconPlugConnectedX size={17} aria-hidden />
      <p>
        <b>{t(`ui-link-${central.link.replaceAll("_", "-")}`)}</b> {central.since ? <TimeText at={central.since} /> : null}
        {central.reason ? <span> · {say(central.reason)}</span> : null}
        <span className={classes.goOn}> {t(`ui-link-${central.link.replaceAll("_", "-")}-go-on`)}</span>
      </p>
      {central.link === "password_needed" ? (
        <Button size="compact-sm" variant="default" onClick={onGoOnline} data-testid="offline-go-online">
          {t("ui-go-online")}
        </Button>
      ) : null}
    </div>
  );
}

export function OpenedTenant({ opened }: { opened: NonNullable<CentralStatus["openedTenant"]> }) {
  const t = useT();
  const name = useName();
  const close = useAction("close_tenant");
  return (
    <div className={classes.opened} role="region" aria-label={t("ui-tenant-opened")} data-testid="opened-tenant" data-code={opened.code}>
      <div className={classes.openedText}>
        <p className={classes.openedName}>
          {t("ui-tenant-opened")}: <bdi>{name(opened)}</bdi> <Tag>{opened.code}</Tag>
        </p>
        <p>
          {t("ui-tenant-opened-why")} <bdi>“{opened.reason}”</bdi> · <TimeText at={opened.since} withOffset /> · {t("ui-tenant-opened-logged")}
        </p>
      </div>
      <Button variant="white" color="dark" leftSection={<IconDoorExit size={16} className="points" />} loading={close.isPending} onClick={() => close.mutate({})} data-testid="close-tenant">
        {t("ui-tenant-close")}
      </Button>
    </div>
  );
}
