//! How it stands: the link, how much is saved and not sent and for whom it waits, since when, the last exchange; and where
//! something is in the way, why and what to do.

import type { ReactNode } from "react";
import type { CentralStatus, Message, SyncState } from "@/bindings";
import type { CommandQuery } from "@/api";
import { Loaded, Mark, TimeText, type Shape, type Tone } from "@/components";
import { kebab } from "@/components/closed-lists";
import { Tag, useFormat, useMessage, useText } from "@/text";
import { ReadingsOnTheirWay } from "./readings";
import { NeededPeople } from "./waits-for";
import classes from "./sync.module.css";

const looks: Record<CentralStatus["link"], { tone: Tone; shape: Shape }> = {
  online: { tone: "plain", shape: "circle" },
  offline: { tone: "warning", shape: "triangle" },
  password_needed: { tone: "notice", shape: "half" },
  signed_out: { tone: "plain", shape: "ring" },
};

export function Standing({ central, query }: { central: CentralStatus; query: CommandQuery<"get_sync"> }) {
  const { t } = useText();
  return (
    <section className={classes.standing} aria-label={t("ui-sync-standing")} data-testid="sync-standing" data-link={central.link}>
      <Loaded query={query} testId="sync-state">
        {(state) => (
          <>
            <dl className={classes.facts}>
              <LinkFact central={central} />
              <WaitingFact state={state} />
              <Fact name={t("ui-sync-oldest")} foot={state.oldest ? <TimeText at={state.oldest} withOffset /> : null} testId="oldest">
                {state.oldest ? <TimeText at={state.oldest} asAge /> : "–"}
              </Fact>
              <Fact name={t("ui-sync-exchanged")} foot={state.exchangedAt ? <TimeText at={state.exchangedAt} shape="second" withOffset /> : null} testId="exchanged">
                {state.exchangedAt ? <TimeText at={state.exchangedAt} asAge /> : <span className={classes.smaller}>{t("ui-sync-exchanged-never")}</span>}
              </Fact>
            </dl>
            <ReadingsOnTheirWay state={state} />
            {central.reason ? <Reason title={t("ui-sync-reason-link")} reason={central.reason} /> : null}
            {state.reason && state.reason.id !== central.reason?.id ? <Reason title={t("ui-sync-reason-exchange")} reason={state.reason} /> : null}
          </>
        )}
      </Loaded>
    </section>
  );
}

function LinkFact({ central }: { central: CentralStatus }) {
  const { t } = useText();
  const { tone, shape } = looks[central.link];
  return (
    <Fact name={t("ui-sync-central")} foot={<Tag plain>{central.address}</Tag>} testId="link">
      <Mark tone={tone} shape={shape} testId="sync-link" data={{ "data-link": central.link }}>
        {t(`ui-sync-link-${kebab(central.link)}`)}
      </Mark>
      {central.since ? (
        <span className={classes.since}>
          {t("ui-sync-since")} <TimeText at={central.since} />
        </span>
      ) : null}
    </Fact>
  );
}

function WaitingFact({ state }: { state: SyncState }) {
  const { t } = useText();
  const format = useFormat();
  const foot = state.waiting === 0 ? t("ui-sync-all-sent") : <Held state={state} />;
  return (
    <Fact name={t("ui-sync-waiting")} foot={foot} testId="waiting">
      <span data-testid="waiting-count" data-count={state.waiting}>
        {format.integer(state.waiting)}
      </span>
    </Fact>
  );
}

/** How many are blocked, and whose sign-in is needed. */
function Held({ state }: { state: SyncState }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <>
      {state.blocked > 0 ? (
        <Mark tone="warning" shape="triangle" testId="blocked-count" data={{ "data-count": state.blocked }}>
          {t("ui-sync-blocked", { shown: format.integer(state.blocked) })}
        </Mark>
      ) : (
        t("ui-sync-none-blocked")
      )}
      <NeededPeople state={state} />
    </>
  );
}

function Fact({ name, foot, children, testId }: { name: string; foot: ReactNode; children: ReactNode; testId: string }) {
  return (
    <div className={classes.fact} data-testid={`sync-${testId}-fact`}>
      <dt>{name}</dt>
      <dd>
        <div className={classes.factValue}>{children}</div>
        <div className={classes.factFoot}>{foot}</div>
      </dd>
    </div>
  );
}

function Reason({ title, reason }: { title: string; reason: Message }) {
  const { has } = useText();
  const say = useMessage();
  const remedy = { ...reason, id: `${reason.id}-remedy` };
  return (
    <div className={classes.reason} data-testid="sync-reason" data-id={reason.id}>
      <Mark tone="warning" shape="triangle">
        <b>{title}</b>
      </Mark>
      <p>
        {say(reason)} {has(remedy.id) ? <span className={classes.remedy}>{say(remedy)}</span> : null}
      </p>
    </div>
  );
}
