//! What a test does to a page, by `data-testid` alone, the same in the real window and in Chromium. Each driver gives
//! the few primitives at the end of its class; everything a story needs is made of them.

const PATIENCE_MS = 20_000;
/** WebDriver's name of the control key. */
const CONTROL = "\uE009";

export class Surface {
  /** Waits until `probe` answers something true and gives it; the last error or answer is told on giving up. */
  async until(what, probe, patienceMs = PATIENCE_MS) {
    const end = Date.now() + patienceMs;
    let last;
    for (;;) {
      try {
        last = await probe();
        if (last) return last;
      } catch (error) {
        last = error;
      }
      if (Date.now() > end) throw new Error(`waited ${patienceMs} ms for ${what}; last: ${last?.message ?? last}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The page has drawn something meaningful. */
  async ready() {
    await this.until("the application to be drawn", async () => (await this.rootAttribute("data-app")) === "ready", 60_000);
  }

  async see(id, patienceMs) {
    await this.until(`[${id}] to be visible`, () => this.isVisible(id), patienceMs);
  }

  async gone(id, patienceMs) {
    await this.until(`[${id}] to be gone`, async () => !(await this.isVisible(id)), patienceMs);
  }

  /** Clicks as a person would: only what is visible and enabled. */
  async click(id, patienceMs) {
    await this.see(id, patienceMs);
    await this.until(`[${id}] to take a click`, async () => {
      await this.press(id);
      return true;
    });
  }

  async fill(id, text) {
    await this.see(id);
    await this.type(id, text);
    await this.until(`[${id}] to hold ${JSON.stringify(text)}`, async () => (await this.value(id)) === text, 5_000);
  }

  /** Waits until the attribute is one of `wanted` and gives it. */
  async attributeBecomes(id, name, wanted, patienceMs) {
    const list = [wanted].flat();
    return this.until(
      `[${id}] ${name} to be ${list.join(" or ")}`,
      async () => {
        const value = await this.attribute(id, name);
        if (list.includes(value)) return value;
        throw new Error(`it is ${value}`);
      },
      patienceMs,
    );
  }

  /** Position of the row of a list whose attribute has the value: of `integration-row-0`, `integration-row-1`, ... */
  async indexOf(rows, name, value) {
    const found = await this.until(`a ${rows} with ${name}=${value}`, async () => {
      for (let index = 0; await this.isVisible(`${rows}-${index}`); index++) {
        if ((await this.attribute(`${rows}-${index}`, name)) === value) return { index };
      }
      return null;
    });
    return found.index;
  }

  /** Flips a switch by its label: the input itself is drawn away. */
  async toggle(id) {
    const input = await this.until(`[${id}] to be there`, () => this.attribute(id, "id"));
    await this.pressNth(`label[for="${input}"]`, 0);
  }

  /** Types into a combobox that searches, and chooses the option that contains the text. */
  async find(id, text) {
    await this.see(id);
    await this.press(id);
    await this.type(id, text);
    await this.choose(id, text);
  }

  /** Chooses from a select or combobox: by the text the option contains, or its position. */
  async choose(id, wanted) {
    await this.see(id);
    if ((await this.textsOf(`[role="option"]`)).length === 0) await this.press(id);
    const options = `[role="option"]`;
    await this.until(`options of [${id}]`, async () => {
      const texts = await this.textsOf(options);
      if (texts.length === 0) {
        await this.press(id);
        return false;
      }
      const index = typeof wanted === "number" ? wanted : texts.findIndex((text) => text.includes(wanted));
      if (index < 0) throw new Error(`${JSON.stringify(wanted)} is not among ${JSON.stringify(texts)}`);
      await this.pressNth(options, index);
      return true;
    });
    await this.until(`the options of [${id}] to close`, async () => (await this.textsOf(options)).length === 0);
  }
}

/** The real window through WebdriverIO and tauri-driver. */
export class WindowSurface extends Surface {
  constructor(browser) {
    super();
    this.browser = browser;
  }
  #element(id) {
    return this.browser.$(`[data-testid="${id}"]`);
  }
  async isVisible(id) {
    const element = await this.#element(id);
    return (await element.isExisting()) && (await element.isDisplayed());
  }
  async press(id) {
    const element = await this.#element(id);
    try {
      await element.click();
    } catch {
      // Only where it is out of sight: scrolling for what sticks to its place moves the page beneath the click.
      await element.scrollIntoView({ block: "nearest", inline: "nearest" });
      await element.click();
    }
  }
  async type(id, text) {
    const element = await this.#element(id);
    if ((await element.getValue()) === "") return element.addValue(text);
    // Over what stands there, as a person does: a field that draws its own text does not see the driver empty it.
    await element.click();
    await this.browser.keys([CONTROL, "a"]);
    for (const letter of text) await this.browser.keys(letter);
  }
  async value(id) {
    return (await this.#element(id)).getValue();
  }
  async text(id) {
    return (await this.#element(id)).getText();
  }
  async attribute(id, name) {
    return (await this.#element(id)).getAttribute(name);
  }
  rootAttribute(name) {
    return this.browser.execute((name) => document.documentElement.getAttribute(name), name);
  }
  /** Texts of what is visible. */
  textsOf(selector) {
    return this.browser.execute(
      (selector) =>
        [...document.querySelectorAll(selector)].filter((e) => e.offsetParent !== null).map((e) => e.textContent.trim()),
      selector,
    );
  }
  async pressNth(selector, index) {
    const shown = [];
    for (const element of await this.browser.$$(selector)) if (await element.isDisplayed()) shown.push(element);
    await shown[index].click();
  }
  screenshot(file) {
    return this.browser.saveScreenshot(file);
  }
}

/** Chromium through Playwright. */
export class PageSurface extends Surface {
  constructor(page) {
    super();
    this.page = page;
  }
  #element(id) {
    return this.page.getByTestId(id).first();
  }
  isVisible(id) {
    return this.#element(id).isVisible();
  }
  press(id) {
    // The click counts as done when the page has drawn what it opens: seconds for a large form on a busy machine, and
    // a click that was given up would be made twice.
    return this.#element(id).click({ timeout: 12_000 });
  }
  type(id, text) {
    return this.#element(id).fill(text);
  }
  value(id) {
    return this.#element(id).inputValue();
  }
  text(id) {
    return this.#element(id).innerText();
  }
  attribute(id, name) {
    return this.#element(id).getAttribute(name, { timeout: 3_000 });
  }
  rootAttribute(name) {
    return this.page.evaluate((name) => document.documentElement.getAttribute(name), name);
  }
  async textsOf(selector) {
    return (await this.page.locator(`${selector} >> visible=true`).allInnerTexts()).map((text) => text.trim());
  }
  pressNth(selector, index) {
    return this.page.locator(`${selector} >> visible=true`).nth(index).click({ timeout: 12_000 });
  }
  screenshot(file) {
    return this.page.screenshot({ path: file });
  }
}
