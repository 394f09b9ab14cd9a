//! Whose sign-in the changes that wait here need; of those who can't sign in any more an administrator takes them over.

import { Button } from "@mantine/core";
import type { SyncState, WaitsFor } from "@/bindings";
import { useAction, useCan, useSession } from "@/api";
import { showFailure, useConfirm, useToast } from "@/components";
import { useFormat, useText } from "@/text";
import classes from "./sync.module.css";

export function NeededPeople({ state }: { state: SyncState }) {
  const { t } = useText();
  const here = useSession()?.person.email;
  const people = state.waitsFor.filter((each) => each.person !== "" && each.person !== here);
  if (people.length === 0) return null;
  return (
    <span data-testid="needed-people">
      {t("ui-sync-needs-person")}{" "}
      {people.map((each, i) => (
        <span key={each.personId}>
          {i > 0 ? t("ui-sync-list-comma") : null}
          <bdi dir="ltr">{each.person}</bdi>
          {each.isActive ? null : <TakeOver whose={each} />}
        </span>
      ))}
    </span>
  );
}

function TakeOver({ whose }: { whose: WaitsFor }) {
  const { t } = useText();
  const format = useFormat();
  const confirm = useConfirm();
  const toast = useToast();
  const may = useCan("manage_people");
  const adopt = useAction("adopt_operations", {
    onDone: ({ adopted }) => toast(t("ui-sync-adopted", { count: format.integer(adopted) })),
    onFailure: showFailure,
  });
  const ask = async () => {
    const title = t("ui-sync-adopt-title", { person: whose.person });
    const effect = t("ui-sync-adopt-effect", { count: format.integer(whose.count) });
    if (await confirm({ title, effect, confirm: t("ui-sync-adopt") })) adopt.mutate({ personId: whose.personId });
  };
  return (
    <>
      {" "}
      <span className={classes.quiet}>{t("ui-sync-inactive")}</span>{" "}
      {may ? (
        <Button size="compact-xs" variant="default" loading={adopt.isPending} onClick={() => void ask()} data-testid="adopt">
          {t("ui-sync-adopt")}
        </Button>
      ) : null}
    </>
  );
}
