//! The face of the text layer: messages, formats, and islands for what must not be reordered.

export { Formatter, parseNumber, toLatinDigits, type TimeShape } from "./format";
export { isTimeZone, parsePreferences, type Calendar, type Digits, type Language, type Preferences, type Theme } from "./preferences";
export {
  failureNumber,
  FormatProvider,
  TextProvider,
  useFailureText,
  useFormat,
  useMessage,
  useName,
  useT,
  useText,
  type Args,
  type Translate,
} from "./provider";
export { Tag } from "./tag";
export { unitNameId, unitSymbol } from "./units";
export { fromWallClock, toWallClock } from "./zoned";
