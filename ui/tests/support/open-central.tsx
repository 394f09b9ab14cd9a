//! The product over a fake host in central mode, as its tests open it.

import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "@/app/app";
import { newQueryClient } from "@/api";
import type { Workspace } from "@/bindings";
import { centralWorkspace, fakeCentral } from "./fake-central";
import { fakeHost, type Handlers } from "./fake-host";
import { fakePlant } from "./fake-plant";

export function open(space: Partial<Workspace> = {}, more: Handlers = {}) {
  const host = fakeHost({ ...fakePlant(centralWorkspace(space)), ...fakeCentral(), ...more });
  const client = newQueryClient();
  render(<App host={host} client={client} />);
  return { host, client, user: userEvent.setup({ delay: null }) };
}

export type User = ReturnType<typeof userEvent.setup>;
export const field = (id: string) => screen.getByTestId(id) as HTMLInputElement;
export const requestOf = (host: ReturnType<typeof open>["host"], command: string) => host.calls.findLast((call) => call.command === command)?.request;
