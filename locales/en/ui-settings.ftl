# Settings.

ui-settings-reading = Display
ui-settings-account = My account
ui-settings-workspace = Workspace
ui-settings-storage = Storage
ui-settings-jobs = Jobs
ui-settings-actions = Action log
ui-settings-about = Health and about
ui-settings-saved = Saved

ui-settings-language = Language
ui-settings-digits = Digits
ui-settings-calendar = Calendar
ui-settings-calendar-gregory = Gregorian
ui-settings-calendar-umalqura = Umm al-Qura
ui-settings-time-zone-why = Times are stored in UTC and shown in this zone with its offset.
ui-settings-example = Reads like this

ui-settings-rights = Rights
ui-settings-signed-in-at = Signed in
ui-settings-change-password = Change password
ui-settings-password-now = Present password
ui-settings-password-new = New password
ui-settings-password-changed = The password was changed

ui-settings-workspace-why = The zone of the workspace holds where no site is meant; each site has its own.
ui-settings-demo-mode = Demo mode
ui-settings-demo-mode-why = On: no external call is made, and a connection test answers as simulated and says so. Off: real connectors and data only.
ui-settings-storage-why = Raw readings turn into summaries of a second, a minute and an hour that keep least, greatest and mean. What is older than these days is deleted.
ui-settings-keep-raw = Raw readings
ui-settings-keep-second = Summaries of a second
ui-settings-keep-minute = Summaries of a minute
ui-settings-keep-hour = Summaries of an hour
ui-settings-days = days
ui-settings-days-wrong = A whole number from 1 to 3650
ui-settings-shorten-title = Delete older data?
ui-settings-shorten-effect = { $days ->
    [one] everything older than { $shown } day is deleted
   *[other] everything older than { $shown } days is deleted
  }
ui-settings-shorten = Shorten and delete

ui-settings-no-jobs = No jobs
ui-settings-job = Job
ui-settings-job-running = Running
ui-settings-job-waiting = Waiting
ui-settings-job-last = Last run
ui-settings-job-took = Took
ui-settings-job-next = Next run
ui-settings-job-outcome = Outcome

ui-settings-search-actions = Search person, action or object
ui-settings-no-actions = Nothing has been done yet
ui-settings-when = When
ui-settings-who = Who
ui-settings-what = What
ui-settings-object = To what
ui-settings-outcome = Outcome
ui-settings-success = Done
ui-settings-pending = Under way

ui-settings-health = Health
ui-settings-ready = Ready
ui-settings-not-ready = Not ready
ui-settings-store = Encrypted store
ui-settings-store-usable = Usable
ui-settings-store-damaged = Damaged
ui-settings-store-locked = Locked
ui-settings-store-missing = Missing
ui-settings-free-disk = Free disk
ui-settings-spool = Readings in the spool
ui-settings-spool-why = Stored safely, not yet turned into trend rows
ui-settings-collecting = Collection
ui-settings-collecting-here = This window collects
ui-settings-collecting-not = Not collecting here
ui-settings-schema = Schema
ui-settings-keychain = Keychain
ui-settings-keychain-available = Holds the store's key
ui-settings-keychain-missing = None on this computer: a passphrase is used
ui-settings-keychain-locked = Locked
ui-settings-flags = Feature flags
ui-settings-on = On
ui-settings-off = Off
ui-settings-smoke-test = Self-test
ui-settings-smoke-test-run = Run self-test
ui-settings-smoke-test-why = Walks the application's own path step by step and says how each went.
ui-settings-step = Step
ui-settings-passed = Passed
ui-settings-failed = Failed
ui-settings-version = Version
ui-settings-window = Runs in
ui-settings-window-desktop = Desktop window
ui-settings-window-browser = Browser, by the loopback host of the tests
ui-settings-standards = Displays are designed to ISA-101, trends and limits to ISA-18.2 and IEC 62682. No certification is claimed.

# What people did, by the name of the command
ui-action-create-workspace = Created the workspace
ui-action-open-workspace = Opened the store
ui-action-sign-in = Signed in
ui-action-sign-out = Signed out
ui-action-lock = Locked the session
ui-action-unlock = Unlocked the session
ui-action-change-password = Changed the password
ui-action-save-preferences = Changed display settings
ui-action-create-person = Added a person
ui-action-update-person = Changed a person
ui-action-save-site = Saved a site
ui-action-delete-site = Deleted a site
ui-action-save-asset = Saved an asset
ui-action-save-metric = Saved a metric
ui-action-save-integration = Saved an integration
ui-action-delete-integration = Deleted an integration
ui-action-start-integration = Started an integration
ui-action-stop-integration = Stopped an integration
ui-action-set-demo-speed = Changed the demo plant's speed
ui-action-test-integration = Tested a connection
ui-action-discover-endpoints = Looked for endpoints
ui-action-trust-certificate = Trusted a certificate
ui-action-reject-certificate = Rejected a certificate
ui-action-remove-certificate = Removed a certificate
ui-action-create-mappings = Mapped signals
ui-action-update-mapping = Changed a mapping
ui-action-set-mappings-active = Switched mappings on or off
ui-action-delete-mappings = Deleted mappings
ui-action-import-mappings = Imported mappings
ui-action-export-mappings = Exported mappings
ui-action-score-assets = Scored the assets
ui-action-run-prioritization = Ran the prioritization
ui-action-accept-recommendation = Accepted a recommendation
ui-action-reject-recommendation = Rejected a recommendation
ui-action-create-work-order = Made a work order
ui-action-update-work-order = Changed a work order
ui-action-move-work-order = Moved a work order
ui-action-set-retention = Changed retention
ui-action-run-smoke-test = Ran the self-test
ui-action-refused = refused
ui-action-save-workspace-settings = Changed the workspace
