//! Demo plant, empty workspace, or a central database, each with what it brings.

import { Loader, UnstyledButton } from "@mantine/core";
import { IconBuildingFactory2, IconDatabase, IconFilePlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Failure } from "@/bindings";
import { FailureNotice, SimulatedMark } from "@/components";
import { useT } from "@/text";
import classes from "./first-run.module.css";

export function Choice({ busy, failure, isDemoOffered, onDemo, onEmpty, onConnect }: {
  busy: boolean;
  failure: Failure | null;
  isDemoOffered: boolean;
  onDemo: () => void;
  onEmpty: () => void;
  onConnect: () => void;
}) {
  const t = useT();
  return (
    <>
      {failure ? <FailureNotice failure={failure} /> : null}
      <div className={classes.choices}>
        {isDemoOffered ? (
          <Card
            testId="first-run-demo"
            icon={busy ? <Loader size={26} color="gray" /> : <IconBuildingFactory2 size={30} stroke={1.4} />}
            title={t("ui-first-run-demo")}
            mark={<SimulatedMark />}
            points={[t("ui-first-run-demo-1"), t("ui-first-run-demo-2"), t("ui-first-run-demo-3")]}
            disabled={busy}
            onClick={onDemo}
          />
        ) : null}
        <Card
          testId="first-run-empty"
          icon={<IconFilePlus size={30} stroke={1.4} />}
          title={t("ui-first-run-empty")}
          points={[t("ui-first-run-empty-1"), t("ui-first-run-empty-2"), t("ui-first-run-empty-3")]}
          disabled={busy}
          onClick={onEmpty}
        />
        <Card
          testId="first-run-connect"
          icon={<IconDatabase size={30} stroke={1.4} />}
          title={t("ui-first-run-connect")}
          points={[t("ui-first-run-connect-1"), t("ui-first-run-connect-2"), t("ui-first-run-connect-3")]}
          disabled={busy}
          onClick={onConnect}
        />
      </div>
      <p className={classes.note}>{t("ui-first-run-note")}</p>
    </>
  );
}

function Card({ testId, icon, title, mark, points, disabled, onClick }: {
  testId: string;
  icon: ReactNode;
  title: string;
  mark?: ReactNode;
  points: string[];
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <UnstyledButton className={classes.card} data-testid={testId} disabled={disabled} onClick={onClick}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <span className={classes.cardTitle}>
        {title} {mark}
      </span>
      <span className={classes.points}>
        {points.map((point) => (
          <span key={point}>{point}</span>
        ))}
      </span>
    </UnstyledButton>
  );
}
