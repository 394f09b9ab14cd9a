//! Asks before what can't be taken back: what will happen, to how many, and a button that names the act.

import { Button, Group, Modal, Text } from "@mantine/core";
import { createContext, use, useCallback, useRef, useState, type ReactNode } from "react";
import { useT } from "@/text";

export interface Question {
  title: string;
  /** The effect in words, with its count where there is one. */
  effect: ReactNode;
  /** The act, as the button says it: "Delete 3 mappings". */
  confirm: string;
  destroys?: boolean;
}

type Ask = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Ask | null>(null);

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const t = useT();
  const [question, setQuestion] = useState<Question | null>(null);
  const [isOpen, setOpen] = useState(false);
  const answer = useRef<(yes: boolean) => void>(() => undefined);
  const ask = useCallback<Ask>((next) => {
    answer.current(false);
    setQuestion(next);
    setOpen(true);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const close = (yes: boolean) => {
    setOpen(false);
    answer.current(yes);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      {/* Above the dialog that asks. */}
      <Modal zIndex={350} opened={isOpen} onClose={() => close(false)} title={question?.title} closeButtonProps={{ "aria-label": t("ui-close") }}>
        <Text component="div" size="sm" mb="md">
          {question?.effect}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => close(false)} data-testid="confirm-cancel" data-autofocus={question?.destroys || undefined}>
            {t("ui-cancel")}
          </Button>
          <Button
            color={question?.destroys ? "alarm" : undefined}
            onClick={() => close(true)}
            data-testid="confirm-ok"
            data-autofocus={question?.destroys ? undefined : true}
          >
            {question?.confirm}
          </Button>
        </Group>
      </Modal>
    </ConfirmContext>
  );
}

/** `if (await confirm({...})) act()` */
export function useConfirm(): Ask {
  const ask = use(ConfirmContext);
  if (!ask) throw new Error("useConfirm needs a ConfirmProvider above it");
  return ask;
}
