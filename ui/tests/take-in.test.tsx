//! Taking a standalone workspace in over a fake host: looked at before it is done, a change asks for the look anew.

import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { App } from "@/app/app";
import { newQueryClient } from "@/api";
import type { TakenIn, WorkspaceHere } from "@/bindings";
import { failure, fakeHost, type Handlers } from "./support/fake-host";
import { fakePlant, session } from "./support/fake-plant";
import { fakeSync, syncWorkspace } from "./support/fake-sync";

const here: WorkspaceHere[] = [
  { id: "w1", nameEn: "Acme Water", nameAr: "Acme Water", kind: "central", address: "db.acme-water.example:5432/optria", isCurrent: true, isCollecting: true },
  { id: "w2", nameEn: "Demo plant", nameAr: "Demo plant", kind: "demo", address: null, isCurrent: false, isCollecting: false },
  { id: "w3", nameEn: "Ras Al Khair", nameAr: "Ras Al Khair", kind: "empty", address: null, isCurrent: false, isCollecting: true },
];

const taken = (isDone: boolean): TakenIn => ({
  isDone,
  tables: [
    { table: "site", created: 0, merged: 1, there: 0, refused: 0 },
    { table: "asset", created: 214, merged: 3, there: 0, refused: 0 },
    { table: "metric", created: 1_204, merged: 0, there: 0, refused: 1 },
  ],
  differingTotal: 1,
  differing: [{ table: "site", name: "RAK", field: "name_en", tenant: "Ras Al-Khair", standalone: "RAK plant" }],
  refusedTotal: 1,
  refused: [{ table: "metric", name: "load", reason: { id: "take-in-other-unit", args: { tenant: "MW", standalone: "%" } } }],
  leftBehind: [{ what: "engineer", count: 12 }],
});

function open(more: Handlers = {}, language: "en" | "ar" = "en") {
  window.location.hash = "#/sync";
  const act: Handlers = { list_workspaces: () => here, take_in_workspace: ({ dryRun }) => taken(!dryRun) };
  const host = fakeHost({ ...fakePlant(syncWorkspace({}, session({ language }))), ...fakeSync(), ...act, ...more });
  render(<App host={host} client={newQueryClient()} />);
  return { host, user: userEvent.setup() };
}

const plain = (element: HTMLElement) => (element.textContent ?? "").replace(/[\u2066-\u2069\u200e\u200f]/g, "");
const asked = (host: ReturnType<typeof open>["host"]) => host.calls.filter((call) => call.command === "take_in_workspace").map((call) => call.request);

async function fill(user: ReturnType<typeof userEvent.setup>) {
  await user.click(await screen.findByTestId("take-in"));
  await user.click(await screen.findByTestId("take-in-workspace"));
  await user.click(await screen.findByRole("option", { name: "Ras Al Khair", hidden: true }));
  await user.type(screen.getByTestId("take-in-email"), "noura@plant.example");
  await user.type(screen.getByTestId("take-in-password"), "a password");
}

beforeEach(() => {
  localStorage.clear();
  window.location.hash = "";
});

describe("taking in", () => {
  it("offers standalone workspaces only, and asks for what is missing", async () => {
    const { host, user } = open();
    await user.click(await screen.findByTestId("take-in"));
    await user.click(await screen.findByTestId("take-in-submit"));
    expect(asked(host)).toEqual([]);
    await user.click(screen.getByTestId("take-in-workspace"));
    expect((await screen.findAllByRole("option", { hidden: true })).map((option) => option.textContent)).toEqual(["Ras Al Khair"]);
  });

  it("shows what would be done before it does it", async () => {
    const { host, user } = open();
    await fill(user);
    await user.click(screen.getByTestId("take-in-submit"));
    const outcome = await screen.findByTestId("taken");
    expect(outcome.dataset.done).toBe("false");
    expect(plain(outcome)).toContain("Nothing has been changed yet");
    expect(plain(within(outcome).getByTestId("taken-refused"))).toContain("MW");
    expect(plain(within(outcome).getByTestId("taken-differing"))).toContain("Ras Al-Khair");
    expect(plain(within(outcome).getByTestId("taken-left"))).toContain("Engineers: 12");
    await user.click(screen.getByTestId("take-in-submit"));
    await waitFor(() => expect(screen.getByTestId("taken").dataset.done).toBe("true"));
    expect(asked(host)).toEqual([true, false].map((dryRun) => ({ id: "w3", email: "noura@plant.example", password: "a password", dryRun })));
  });

  it("looks anew after a change, and says a refusal", async () => {
    const { host, user } = open();
    await fill(user);
    await user.click(screen.getByTestId("take-in-submit"));
    await screen.findByTestId("taken");
    await user.type(screen.getByTestId("take-in-email"), ".sa");
    expect(screen.queryByTestId("taken")).toBeNull();
    host.handlers.take_in_workspace = () => {
      throw failure("unauthenticated", "take-in-sign-in");
    };
    await user.click(screen.getByTestId("take-in-submit"));
    expect(plain(await screen.findByTestId("error-message"))).toContain("not right in the standalone workspace");
    expect(asked(host).every((request) => (request as { dryRun: boolean }).dryRun)).toBe(true);
  });

  it("is not offered to who may not", async () => {
    open({ get_workspace: () => syncWorkspace({}, session({}, ["view_plant", "manage_work_orders"])) });
    await screen.findByTestId("sync");
    expect(screen.queryByTestId("take-in")).toBeNull();
  });

  it("is told in Arabic", async () => {
    const { user } = open({}, "ar");
    await fill(user);
    await user.click(screen.getByTestId("take-in-submit"));
    expect(plain(await screen.findByTestId("taken"))).toContain("لم يتغير شيء بعد");
  });
});
