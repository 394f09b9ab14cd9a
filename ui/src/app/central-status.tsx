//! In the header of a central workspace: quietly whether the central database is reached. What more there is to know (why not
//! and what to do, until when one may work without it, this workstation's enrolment) stands in its popover.

import { Button, Popover } from "@mantine/core";
import { IconDeviceDesktopPlus, IconLogin2 } from "@tabler/icons-react";
import { useState } from "react";
import type { CentralStatus } from "@/bindings";
import { useAction, useCan } from "@/api";
import { isRoleRefused, LinkMark, linkLooks, LinkReason, RenewRolePassword, ShapeIcon, TimeText } from "@/components";
import { kebab } from "@/components/closed-lists";
import { Tag, useName, useT } from "@/text";
import classes from "./central-status.module.css";

const COLOURS = { plain: "var(--process)", notice: "var(--notice)", warning: "var(--warning-fill)", critical: "var(--critical)", simulated: "var(--simulated)" };

export function CentralStatusButton({ central, onGoOnline }: { central: CentralStatus; onGoOnline: () => void }) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const { tone, shape } = linkLooks[central.link];
  return (
    <Popover position="bottom-end" width={380} shadow="md" opened={opened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          onClick={() => setOpened(!opened)}
          aria-label={`${t("ui-central")}: ${t(`ui-link-${kebab(central.link)}`)}`}
          data-testid="central-status"
          data-link={central.link}
        >
          <span style={{ color: COLOURS[tone], display: "inline-flex" }}>
            <ShapeIcon shape={shape} />
          </span>
          <span>{t(`ui-link-short-${kebab(central.link)}`)}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown data-testid="central-popover">
        <Facts
          central={central}
          onGoOnline={() => {
            setOpened(false);
            onGoOnline();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function Facts({ central, onGoOnline }: { central: CentralStatus; onGoOnline: () => void }) {
  const t = useT();
  const name = useName();
  const mayEnrol = useCan("manage_work_orders");
  const enrol = useAction("request_enrolment");
  return (
    <div className={classes.facts}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("ui-central")}</h2>
        <LinkMark link={central.link} />
      </div>
      <p>
        {t(`ui-link-${kebab(central.link)}`)} {central.link === "offline" && central.since ? <TimeText at={central.since} /> : null}
      </p>
      {central.reason ? <LinkReason reason={central.reason} /> : null}
      <dl>
        <dt>{t("ui-central-tenant")}</dt>
        <dd>
          <bdi>{name({ nameEn: central.tenantNameEn, nameAr: central.tenantNameAr })}</bdi> <Tag>{central.tenantCode}</Tag>
        </dd>
        <dt>{t("ui-central-address")}</dt>
        <dd>
          <Tag plain>{central.address}</Tag>
        </dd>
        {central.offlineUntil ? (
          <>
            <dt>{t("ui-central-offline-until")}</dt>
            <dd data-testid="offline-until">
              <TimeText at={central.offlineUntil} withOffset />
            </dd>
          </>
        ) : null}
        <dt>{t("ui-central-workstation")}</dt>
        <dd data-testid="workstation-state" data-state={central.workstation}>
          {t(`ui-workstation-${kebab(central.workstation)}`)}
        </dd>
        {central.workstationKey && central.workstation !== "enrolled" ? (
          <>
            <dt>{t("ui-workstation-key")}</dt>
            <dd>
              <Tag>{central.workstationKey}</Tag>
            </dd>
          </>
        ) : null}
      </dl>
      <p className={classes.hint}>{t(`ui-workstation-${kebab(central.workstation)}-why`)}</p>
      <p className={classes.hint}>{t("ui-central-saved-here")}</p>
      {isRoleRefused(central.reason) ? <RenewRolePassword /> : null}
      <div className={classes.acts}>
        {central.link === "password_needed" ? (
          <Button leftSection={<IconLogin2 size={15} className="points" />} onClick={onGoOnline} data-testid="go-online">
            {t("ui-go-online")}
          </Button>
        ) : null}
        {central.workstation === "not_requested" && mayEnrol ? (
          <Button
            variant="default"
            leftSection={<IconDeviceDesktopPlus size={15} />}
            loading={enrol.isPending}
            disabled={central.link !== "online"}
            onClick={() => enrol.mutate({})}
            data-testid="request-enrolment"
          >
            {t("ui-workstation-request")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
