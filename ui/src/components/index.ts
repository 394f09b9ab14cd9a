//! What pages are made of.

export { BrandMark } from "./brand-mark";
export { AddressFields } from "./central/address-fields";
export { addressProblems, draftOf, emptyServer, serverOf, trustProblems, type ServerDraft, type ServerProblems } from "./central/draft";
export { GoOnline } from "./central/go-online";
export { LinkMark, linkLooks } from "./central/link-mark";
export { AwayNotice, NeedsLink, useIsAway, useOutOfReach } from "./central/link-needed";
export { LinkReason } from "./central/link-reason";
export { isRoleRefused, RenewRolePassword } from "./central/renew-role-password";
export { StagedTest } from "./central/staged-test";
export { TrustFields } from "./central/trust-fields";
export { CopyText } from "./copy-text";
export { Cut } from "./cut";
export { ConfirmProvider, useConfirm, type Question } from "./confirm";
export { Entry } from "./entry";
export { FailureNotice } from "./failure-notice";
export { FileOrText, RowProblem, VerdictCounts, VerdictMark, VerdictTable } from "./import-rows";
export { RecoveryFacts } from "./recovery-facts";
export { useForm, type Form, type Problems } from "./form";
export {
  bandLook,
  ConnectionBadge,
  CriticalityMark,
  HealthBadge,
  HealthBar,
  Mark,
  QualityMark,
  ShapeIcon,
  SimulatedMark,
  StaleWord,
  type MarkProps,
  type Shape,
  type Tone,
} from "./marks";
export { LEAST_PASSWORD, NewPasswordFields, newPasswordProblems, type NewPassword } from "./new-password";
export { Page, Panel, Toolbar } from "./page";
export { AssetPicker, PersonPicker, UnitPicker, ZonePicker } from "./pickers";
export { PlainTable, RowLink, type PlainColumn } from "./plain-table";
export { LanguageSwitch, ThemeSwitch, useChangePreferences, wasChosenHere } from "./preference-switches";
export { RowButton } from "./row-button";
export { SearchField } from "./search-field";
export { SideTabs, type SideTab } from "./side-tabs";
export { EmptyState, ErrorState, Loaded, LoadingState, NotAllowed, StaleMark } from "./states";
export { DayText, TimeText, useNow } from "./time-text";
export { Tip } from "./tip";
export { showFailure, useToast } from "./toast";
export { LiveValue, ValueWithUnit } from "./value-with-unit";
export type { Column } from "./virtual-row";
export { isUrgent, useUrgency, type Urgency } from "./use-urgency";
export { VirtualTable, type Sorting } from "./virtual-table";
export { SystemOrderMark, WorkOrderStatusMark } from "./work-order-mark";
export { WorkspaceSwitcher } from "./workspace-switcher";
