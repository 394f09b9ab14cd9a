//! UCUM codes as people write them: `Cel` is shown as °C, `m3/h` as m³/h. The symbol is the same in both languages
//! (as on the plant's own instruments); the full name is a message, shown in lists and on hover.

const symbols: Record<string, string> = {
  "1": "",
  "%": "%",
  Cel: "°C",
  K: "K",
  "[degF]": "°F",
  "[degR]": "°R",
  "bar{gauge}": "bar(g)",
  "kPa{gauge}": "kPa(g)",
  "MPa{gauge}": "MPa(g)",
  "[psi]": "psi",
  "[psi]{gauge}": "psig",
  "[g]": "g",
  um: "µm",
  "{rev}/min": "rpm",
  "{count}": "",
  "[ppth]": "‰",
  "[ppm]": "ppm",
  "[ppb]": "ppb",
  "[gal_us]/min": "gpm",
  "[bbl_us]/d": "bbl/d",
  "[bbl_us]": "bbl",
  "uS/cm": "µS/cm",
  "kW.h": "kWh",
  "N.m": "N·m",
  kVAR: "kvar",
  VAR: "var",
  Ohm: "Ω",
  deg: "°",
  "m[H2O]": "mH₂O",
  "mm[H2O]": "mmH₂O",
  "mm[Hg]": "mmHg",
  "[in_i]": "in",
  "[ft_i]": "ft",
  "[HP]": "hp",
};

const raised: Record<string, string> = { "2": "²", "3": "³", "4": "⁴", "-": "⁻", "1": "¹" };

/** The symbol to show; an unknown code is made readable (`kg/m3` to kg/m³), never hidden. */
export function unitSymbol(code: string): string {
  const known = symbols[code];
  if (known !== undefined) return known;
  return code
    .replace(/\[|\]/g, "")
    .replace(/\{[^}]*\}/g, "")
    .replace(/([a-zA-Z])(-?\d)/g, (_, letter: string, power: string) => letter + [...power].map((c) => raised[c] ?? c).join(""))
    .replaceAll(".", "·");
}

/** The message id of the unit's full name: `unit-cel`, `unit-m3-h`. Not every code has one. */
export function unitNameId(code: string): string {
  const plain = code === "%" ? "percent" : code === "1" ? "one" : code;
  return `unit-${plain
    .replace(/[[\]{}']/g, "-")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()}`;
}
