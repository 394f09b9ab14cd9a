//! Steps that several tests take: the language, and a ranking of the demo plant.

import assert from "node:assert/strict";

const DIRECTIONS = { en: "ltr", ar: "rtl" };

/** Switches the language if the page is not in it yet. */
export async function speak(surface, language) {
  if ((await surface.rootAttribute("lang")) !== language) await surface.click("language-switch");
  await inLanguage(surface, language);
}

export async function inLanguage(surface, language) {
  await surface.until(`the page to be in ${language}`, async () => (await surface.rootAttribute("lang")) === language);
  assert.equal(await surface.rootAttribute("dir"), DIRECTIONS[language]);
}

/**
 * Scores the demo plant and ranks it, again until something is ranked: its history is still being filled in when a
 * person is as quick as a test.
 */
export async function rank(surface) {
  await surface.click("nav-optimization");
  for (let attempt = 1; ; attempt++) {
    await surface.click("score-assets");
    // While the plant's first history is still arriving, scoring it takes its time.
    await surface.until("scoring to end", async () => !(await surface.attribute("score-assets", "data-loading")), 90_000);
    await surface.click("optimization-run", 60_000);
    try {
      return await surface.see("recommendation-row-0", 10_000);
    } catch (error) {
      if (attempt === 12) throw error;
    }
  }
}
