import { act, render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { landingOn, useLanding } from "./focus";
import { navigate } from "./place";

function Place({ shown, disabled }: { shown: boolean; disabled?: boolean }) {
  useLanding();
  return shown ? (
    <div data-testid="picker">
      <button type="button" disabled={disabled ?? false} data-testid="add">
        Add
      </button>
    </div>
  ) : null;
}

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  window.location.hash = "";
});

const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 30)));

test("an address keeps its filter beside the control to land on", () => {
  expect(landingOn("#/integrations?tab=cost-and-risk", "field-x")).toBe("#/integrations?tab=cost-and-risk&focus=field-x");
});

test("the control has the focus once it is there and can be used, and the address is clean again", async () => {
  navigate(landingOn("#/integrations?tab=a", "add"));
  const { rerender } = render(<Place shown={false} />);
  rerender(<Place shown disabled />);
  await settled();
  expect(document.activeElement).toBe(document.body);
  rerender(<Place shown />);
  await settled();
  expect(document.activeElement).toBe(screen.getByTestId("add"));
  expect(screen.getByTestId("add").dataset["landed"]).toBe("true");
  expect(window.location.hash).toBe("#/integrations?tab=a");
});

test("what is no control itself gives the focus to the one inside it; nonsense is left alone", async () => {
  navigate(landingOn("#/integrations", "picker"));
  const { unmount } = render(<Place shown />);
  await settled();
  expect(document.activeElement).toBe(screen.getByTestId("add"));
  unmount();
  navigate('#/integrations?focus=%22%5D%2C*%7B');
  render(<Place shown />);
  await settled();
  expect(document.activeElement).toBe(document.body);
});
