//! The workspaces of this workstation: which there are, which one collects, going to another, adding one. The one left goes
//! on collecting; whoever is signed in at this window is signed out, and is told so before.

import { Button, Menu } from "@mantine/core";
import { IconCheck, IconPlus, IconSelector, IconStack2 } from "@tabler/icons-react";
import { useState } from "react";
import type { WorkspaceHere } from "@/bindings";
import { useAction, useCommand, useWorkspaceQuery } from "@/api";
import { Tag, useName, useT } from "@/text";
import { useConfirm } from "./confirm";
import { Mark } from "./marks";
import { LoadingState } from "./states";
import { FailureNotice } from "./failure-notice";
import classes from "./workspace-switcher.module.css";

export interface WorkspaceSwitcherProps {
  opened?: boolean;
  onChange?: (opened: boolean) => void;
  /** In the sidebar: as wide as it, and only its icon in a narrow window. */
  inSidebar?: boolean;
}

export function WorkspaceSwitcher({ inSidebar, ...control }: WorkspaceSwitcherProps) {
  const t = useT();
  const nameOf = useName();
  const confirm = useConfirm();
  const workspace = useWorkspaceQuery().data;
  const [ownOpened, setOwnOpened] = useState(false);
  const opened = control.opened ?? ownOpened;
  const setOpened = control.onChange ?? setOwnOpened;
  const list = useCommand("list_workspaces", {}, { enabled: opened });
  const change = useAction("switch_workspace");
  const add = useAction("new_workspace");
  if (!workspace) return null;
  const isNew = workspace.stage === "new";
  // On the first run there is nothing to switch to.
  if (isNew && workspace.workspacesHere === 0) return null;

  const name = isNew ? t("ui-workspace-new") : nameOf(workspace);
  const leave = async (title: string, act: () => void, button: string) => {
    const yes =
      workspace.session === null ||
      (await confirm({ title, effect: t("ui-workspace-leave-effect", { name: nameOf(workspace) }), confirm: button }));
    if (yes) act();
  };
  const go = (to: WorkspaceHere) =>
    void leave(t("ui-workspace-switch-title", { name: nameOf(to) }), () => change.mutate({ id: to.id }), t("ui-workspace-switch"));

  return (
    <Menu position="bottom-start" width={340} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Button
          variant={inSidebar ? "default" : "subtle"}
          color="gray"
          size="compact-sm"
          justify="space-between"
          className={inSidebar ? classes.inSidebar : undefined}
          classNames={{ label: classes.label }}
          leftSection={<IconStack2 size={16} />}
          rightSection={<IconSelector size={14} />}
          loading={change.isPending || add.isPending}
          aria-label={t("ui-workspace-current", { name })}
          data-testid="workspace-switcher"
        >
          <bdi>{name}</bdi>
        </Button>
      </Menu.Target>
      <Menu.Dropdown data-testid="workspace-list">
        <Menu.Label>{t("ui-workspaces-here")}</Menu.Label>
        {list.error ? <FailureNotice failure={list.error} /> : null}
        {!list.data && !list.error ? <LoadingState /> : null}
        {list.data?.map((each) => {
          const here = each.isCurrent && !isNew;
          return (
            <Menu.Item
              key={each.id}
              leftSection={<IconCheck size={15} style={{ visibility: here ? "visible" : "hidden" }} />}
              onClick={() => (here ? setOpened(false) : go(each))}
              aria-current={here || undefined}
              data-testid={`workspace-item-${each.id}`}
            >
              <span className={classes.name}>
                <bdi>{nameOf(each)}</bdi>
              </span>
              <span className={classes.facts}>
                <span>{t(`ui-workspace-kind-${each.kind}`)}</span>
                {each.address ? <Tag plain>{each.address}</Tag> : null}
                {each.isCollecting ? (
                  <Mark tone="plain" shape="circle">
                    {t("ui-workspace-collects")}
                  </Mark>
                ) : null}
              </span>
            </Menu.Item>
          );
        })}
        {isNew ? null : (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconPlus size={15} />}
              onClick={() => void leave(t("ui-workspace-add-title"), () => add.mutate({}), t("ui-workspace-add"))}
              data-testid="workspace-add"
            >
              {t("ui-workspace-add")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
