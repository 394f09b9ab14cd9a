//! A list of 100,000: only what is in view is in the page and asked for; keys, sorting, states and right to left hold.

import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import type { AssetRow, AssetSort, ListAssets } from "@/bindings";
import { Frame } from "@/app/app";
import { newQueryClient } from "@/api";
import { EmptyState, VirtualTable, type Sorting } from "@/components";
import { pagesFor } from "@/components/use-pages";
import { Tag } from "@/text";
import { failure, fakeHost, type FakeHost } from "./support/fake-host";
import { assetRow, fakePlant, pageOf, workspace } from "./support/fake-plant";

const MANY = 100_000;

function List({ filter = {}, onOpen }: { filter?: ListAssets; onOpen?: (row: AssetRow) => void }) {
  const [sorting, setSorting] = useState<Sorting<AssetSort>>({ key: "tag", descending: false });
  return (
    <VirtualTable
      command="list_assets"
      filter={{ ...filter, sort: sorting.key, descending: sorting.descending }}
      label="Assets"
      testId="asset-list"
      rowTestId="asset-row"
      rowKey={(row) => row.asset.id}
      rowData={(row) => ({ "data-tag": row.asset.tagCode })}
      sorting={sorting}
      onSort={setSorting}
      onOpen={onOpen}
      empty={<EmptyState title="nothing" />}
      columns={[
        { id: "tag", header: "Tag", width: "120px", sort: "tag", cell: (row) => <Tag>{row.asset.tagCode}</Tag> },
        { id: "name", header: "Name", width: "1fr", cell: (row) => row.asset.nameEn },
      ]}
    />
  );
}

function show(host: FakeHost, list = <List />) {
  return render(
    <Frame host={host} client={newQueryClient()}>
      {list}
    </Frame>,
  );
}

const manyHost = (total = MANY) => fakeHost({ ...fakePlant(workspace()), list_assets: (request) => pageOf(total, assetRow, request) });
const offsets = (host: FakeHost) => host.calls.filter((call) => call.command === "list_assets").map((call) => (call.request as ListAssets).offset);

describe("which pages are asked for", () => {
  const check = (from: number, to: number, total: number, expected: number[]) => expect(pagesFor(from, to, total)).toEqual(expected);
  it("are those in view, without the first that is there anyway", () => {
    check(0, 40, MANY, []);
    check(90, 130, MANY, [1]);
    check(195, 305, MANY, [1, 2, 3]);
    check(99_950, 99_999, MANY, [999]);
  });
  it("never lie behind the end", () => {
    check(0, 500, 150, [1]);
    check(0, 60, 0, []);
    check(60, 0, 100, []);
  });
});

describe("a long list", () => {
  it("holds a screenful of 100,000 rows and has asked for one page", async () => {
    const host = manyHost();
    show(host);
    const grid = await screen.findByRole("grid", { name: "Assets" });
    expect(grid.getAttribute("aria-rowcount")).toBe(String(MANY + 1));
    expect(within(grid).getAllByRole("row").length).toBeLessThan(60);
    expect(new Set(offsets(host))).toEqual(new Set([0]));
    expect(screen.getByTestId("asset-row-0").dataset.tag).toBe(assetRow(0).asset.tagCode);
    expect(screen.getByTestId("asset-list-total").dataset.total).toBe(String(MANY));
  });

  it("is walked by keys, opened by Enter, and jumps to its end asking only for that page", async () => {
    const opened = vi.fn();
    const host = manyHost();
    show(host, <List onOpen={opened} />);
    const user = userEvent.setup();
    const grid = await screen.findByRole("grid");
    grid.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(opened).toHaveBeenCalledTimes(1);
    expect(opened.mock.calls[0]?.[0].asset.id).toBe("a1");
    const active = () => document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
    expect(active()?.dataset.testid).toBe("asset-row-1");
    await user.keyboard("{End}");
    expect(grid.getAttribute("aria-activedescendant")?.endsWith(`-${MANY - 1}`)).toBe(true);
    await user.keyboard("{Home}{ArrowUp}");
    expect(grid.getAttribute("aria-activedescendant")?.endsWith("-0")).toBe(true);
  });

  it("lets the core sort", async () => {
    const host = manyHost();
    show(host);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId("sort-tag"));
    await waitFor(() => expect(host.calls.at(-1)?.request).toMatchObject({ sort: "tag", descending: true, offset: 0 }));
    expect(screen.getAllByRole("columnheader")[0]?.getAttribute("aria-sort")).toBe("descending");
  });

  it("asks again for its first rows when assets change", async () => {
    const host = manyHost();
    show(host);
    await screen.findByRole("grid");
    const before = host.countOf("list_assets");
    host.handlers.list_assets = (request) => pageOf(MANY + 1, assetRow, request);
    host.emit(["assets"]);
    await waitFor(() => expect(screen.getByTestId("asset-list-total").dataset.total).toBe(String(MANY + 1)), { timeout: 4000 });
    expect(host.countOf("list_assets")).toBeGreaterThan(before);
  });
});

describe("the look of a list", () => {
  const state = async (expected: string) => waitFor(() => expect(screen.getByTestId("asset-list").dataset.state).toBe(expected), { timeout: 4000 });

  it("is empty when there is nothing", async () => {
    show(manyHost(0));
    await state("empty");
    expect(screen.getByText("nothing")).toBeTruthy();
  });

  it("is an error with what to do when it can't be had, and recovers", async () => {
    const host = manyHost();
    host.handlers.list_assets = () => {
      throw failure("unavailable", "ui-host-unreachable", "socket closed");
    };
    show(host);
    await state("error");
    expect(screen.getByTestId("error-message").dataset.code).toBe("503");
    host.handlers.list_assets = (request) => pageOf(3, assetRow, request);
    await userEvent.click(screen.getByText("Try again"));
    await state("ready");
  });

  it("is stale when it could not be refreshed, with its rows still there", async () => {
    const host = manyHost(3);
    show(host);
    await state("ready");
    host.handlers.list_assets = () => {
      throw failure("unavailable", "ui-host-unreachable");
    };
    host.emit(["assets"]);
    await state("stale");
    expect(screen.getByTestId("asset-row-2")).toBeTruthy();
  });
});
