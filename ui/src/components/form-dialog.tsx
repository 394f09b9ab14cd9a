//! A form in a dialog: its fields, what went wrong, and two buttons. Nothing typed is lost by a stray click outside.

import { Button, Group, Modal, type ModalProps } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import type { Failure } from "@/bindings";
import { useT } from "@/text";
import { FailureNotice } from "./failure-notice";

export interface FormDialogProps {
  opened: boolean;
  title: ReactNode;
  onClose: () => void;
  onSubmit: () => void;
  submitLabel: string;
  submitTestId: string;
  isBusy?: boolean;
  /** Something is still to be said before it can be done. */
  isBlocked?: boolean;
  failure?: Failure | null;
  size?: ModalProps["size"];
  /** Beside the buttons, at the start. */
  aside?: ReactNode;
  testId?: string;
  children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const t = useT();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    props.onSubmit();
  };
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? "md"}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("ui-close") }}
      data-testid={props.testId}
    >
      <form onSubmit={submit} noValidate>
        {props.children}
        {props.failure ? (
          // In a long form it would come up below what is seen.
          <div key={`${props.failure.message.id}`} ref={bringIntoView}>
            <FailureNotice failure={props.failure} />
          </div>
        ) : null}
        <Group justify="space-between" mt="md" gap="xs">
          <div>{props.aside}</div>
          <Group gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {t("ui-cancel")}
            </Button>
            <Button type="submit" loading={props.isBusy ?? false} disabled={props.isBlocked ?? false} data-testid={props.submitTestId}>
              {props.submitLabel}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}

function bringIntoView(element: HTMLDivElement | null) {
  // The tests' document scrolls nothing.
  element?.scrollIntoView?.({ block: "nearest" });
}
