# The sync page of a central workspace: what waits, what met another's change, what was refused, what became of the rest.

ui-nav-sync = Sync
ui-sync-badge = To decide: { $conflicts }, refused: { $refused }
ui-sync-saved-sent = “Saved” is on this workstation, at once and for good. “Sent” has the central database's receipt.
ui-sync-standalone = This workspace has no central database
ui-sync-standalone-why = What you save stays on this workstation alone.

# How it stands
ui-sync-standing = How it stands
ui-sync-central = Central database
ui-sync-link-online = Online
ui-sync-link-offline = Offline
ui-sync-link-password-needed = Password needed
ui-sync-link-signed-out = Signed out
ui-sync-since = since
ui-sync-waiting = Saved, not sent
ui-sync-all-sent = Everything saved here has been sent
ui-sync-blocked = Blocked: { $shown }
ui-sync-none-blocked = None blocked
ui-sync-oldest = Oldest not sent
ui-sync-exchanged = Last exchange
ui-sync-exchanged-never = Not yet since the program started
ui-sync-needs-person = Waits for
ui-sync-product = OPTRIA IQ
ui-sync-reason-link = Why the central database is not reached
ui-sync-reason-exchange = Why the last exchange ended early
ui-sync-readings = Readings, not sent
ui-sync-readings-none = Every reading of this workstation has been sent
ui-sync-readings-gaps = Gaps not sent: { $gaps }
ui-sync-readings-oldest = Oldest reading not sent
ui-sync-readings-rate = Sent per second
ui-sync-readings-incoming = Coming in: { $rate } per second
ui-sync-readings-drain = Until all are sent
ui-sync-readings-stuck = The queue is not getting shorter
ui-sync-readings-elsewhere = Another OPTRIA process of this machine sends them

# Tabs
ui-sync-tabs = Parts of the sync page
ui-sync-tab-waiting = Waiting
ui-sync-tab-conflicts = Conflicts
ui-sync-tab-refused = Refused
ui-sync-tab-history = History

# Columns of the lists
ui-sync-no = No.
ui-sync-when = Saved
ui-sync-settled = Receipt
ui-sync-who = Who
ui-sync-change = Change
ui-sync-object = Object
ui-sync-fields = Fields
ui-sync-reason = Reason
ui-sync-action-insert = New
ui-sync-action-update = Changed
ui-sync-action-delete = Deleted
ui-sync-state-waiting = Waiting
ui-sync-state-blocked = Blocked
ui-sync-state-applied = Sent
ui-sync-state-conflict = Sent, in conflict
ui-sync-state-rejected = Refused
ui-sync-list-comma = { ", " }
ui-sync-all-fields = All fields

ui-sync-waiting-empty = Nothing waits
ui-sync-waiting-empty-why = Everything that was saved on this workstation has its receipt.
ui-sync-refused-empty = Nothing was refused
ui-sync-refused-empty-why = What the central database refuses is kept here for { 35 } days with its values.
ui-sync-refused-why = A refused change is undone in the plant's data, so that everybody sees the same. Its values are kept here for { 35 } days: open one to copy them.
ui-sync-history-empty = No receipts in the last { 35 } days
ui-sync-history-empty-outcome = Nothing with this outcome in the last { 35 } days
ui-sync-history-filter = Outcome

# Why something waits
ui-sync-wait-next = Goes with the next exchange
ui-sync-wait-link = Waits for the connection
ui-sync-wait-person = Goes once { $person } is online
ui-sync-blocked-other-person = Blocked: { $person } must sign in
ui-sync-blocked-waits-for = Blocked: an earlier change comes first
ui-sync-blocked-other = Blocked by the central database ({ $why })
ui-sync-waits-for-no = It waits for no. { $no }
ui-sync-waits-for-refused = It waits for no. { $no }, which was refused: it cannot be sent. Copy its values and enter them anew.

# Why something was refused
ui-sync-why-forbidden = Their role may not { $capability }
ui-sync-why-forbidden-signed = Another person's name in: { $field }
ui-sync-why-deleted = It had been deleted meanwhile
ui-sync-why-duplicate = Another one has the same: { $field }
ui-sync-why-duplicate-any = There is another one like it
ui-sync-why-missing-reference = What it refers to is not there: { $field }
ui-sync-why-missing-reference-any = What it refers to is not there
ui-sync-why-invalid = The value is not taken: { $field }
ui-sync-why-invalid-any = The values are not taken
ui-sync-why-not-from-here = Set centrally only: { $field }
ui-sync-why-not-from-here-any = Set centrally only
ui-sync-why-changed = Met another change: { $fields }
ui-sync-why-other = Refused by the central database ({ $why })

# One operation
ui-sync-operation = Operation { $no }
ui-sync-open-object = Open it
ui-sync-value = Value
ui-sync-field = Field
ui-sync-constraint = Rule of the database
ui-sync-operation-id = Id of the operation
ui-sync-no-values = It carries no values.
ui-sync-copy-json = Copy as JSON
ui-sync-empty-value = Empty
ui-sync-yes = Yes
ui-sync-no-flag = No

# Conflicts
ui-sync-conflicts-empty = No conflicts
ui-sync-conflicts-empty-why = Where two people change the same field at once, both values are kept here until somebody decides.
ui-sync-conflicts-why = Until somebody decides, theirs stands everywhere. Keeping mine or an edited value is a new change, saved here and sent like any other.
ui-sync-found = Found
ui-sync-base = Before both
ui-sync-mine = Mine
ui-sync-mine-what = saved on this workstation
ui-sync-theirs = Theirs
ui-sync-theirs-what = was there first, stands now
ui-sync-keep-mine = Keep mine
ui-sync-keep-theirs = Keep theirs
ui-sync-edit = Edit…
ui-sync-edited = Value to keep instead
ui-sync-keep-edited = Keep this value
ui-sync-may-not = Your role may not decide this. Somebody who may change it decides.
ui-sync-decided-mine = Decided: mine is kept
ui-sync-decided-theirs = Decided: theirs is kept
ui-sync-decided-edited = Decided: the edited value is kept
ui-sync-number-wrong = A number, please
ui-sync-day-wrong = A day as 2027-03-01
ui-sync-json-wrong = This is no JSON object
ui-sync-pages = { $from } to { $to } of { $total }
ui-sync-page-before = Earlier
ui-sync-page-after = Later

# What an operation is about
ui-sync-table-site = Site
ui-sync-table-asset = Asset
ui-sync-table-metric = Metric
ui-sync-table-integration = Integration
ui-sync-table-mapping = Mapping
ui-sync-table-asset-event = Asset's event
ui-sync-table-work-order = Work order

ui-sync-field-code = Code
ui-sync-field-name-en = Name (English)
ui-sync-field-name-ar = Name (Arabic)
ui-sync-field-time-zone = Time zone
ui-sync-field-latitude = Latitude
ui-sync-field-longitude = Longitude
ui-sync-field-site-id = Site
ui-sync-field-parent-id = Part of
ui-sync-field-tag-code = Tag
ui-sync-field-family = Family
ui-sync-field-criticality = Criticality
ui-sync-field-status = Status
ui-sync-field-installed-on = Installed on
ui-sync-field-asset-id = Asset
ui-sync-field-name = Name
ui-sync-field-unit = Unit
ui-sync-field-low-low = Limit LL
ui-sync-field-low = Limit L
ui-sync-field-high = Limit H
ui-sync-field-high-high = Limit HH
ui-sync-field-deadband = Deadband
ui-sync-field-on-delay-seconds = On delay (s)
ui-sync-field-off-delay-seconds = Off delay (s)
ui-sync-field-connector = Connector
ui-sync-field-config = Settings
ui-sync-field-integration-id = Integration
ui-sync-field-metric-id = Metric
ui-sync-field-external-tag = Source tag
ui-sync-field-source-unit = Source unit
ui-sync-field-scale = Scale
ui-sync-field-offset = Offset
ui-sync-field-is-active = Active
ui-sync-field-sampling-interval-ms = Sampling (ms)
ui-sync-field-at = Time
ui-sync-field-kind = Kind
ui-sync-field-detail = What happened
ui-sync-field-downtime-hours = Downtime (h)
ui-sync-field-cost = Cost
ui-sync-field-note = Note
ui-sync-field-recorded-by = Recorded by
ui-sync-field-recorded-at = Recorded at
ui-sync-field-title-en = Title (English)
ui-sync-field-title-ar = Title (Arabic)
ui-sync-field-description = Description
ui-sync-field-type = Type
ui-sync-field-priority = Priority
ui-sync-field-recommendation-id = Recommendation
ui-sync-field-assignee-id = Assigned to
ui-sync-field-estimated-hours = Estimated hours
ui-sync-field-due-on = Due
ui-sync-field-created-by = Made by
ui-sync-field-created-at = Made at
ui-sync-field-updated-at = Last changed
