//! The search of a list: what is typed is in the address a moment later, so that typing never waits for the list.

import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";

export function SearchField({ value, onChange, label, testId, width = 240 }: {
  value: string;
  onChange: (text: string) => void;
  label: string;
  testId?: string;
  width?: number;
}) {
  const [typed, setTyped] = useState(value);
  const send = useDebouncedCallback(onChange, 150);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
      placeholder={label}
      aria-label={label}
      leftSection={<IconSearch size={15} />}
      w={width}
      size="xs"
      type="search"
      data-testid={testId}
    />
  );
}
