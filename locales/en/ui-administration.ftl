# Administration of a central workspace, its defaults, the action log and diagnostics.

ui-nav-administration = Administration
ui-administration-users = Users
ui-administration-workstations = Workstations
ui-administration-tenants = Tenants
ui-administration-needs-link = What stands here is in the central database, which is not reached now. What is known here can be read; nothing can be changed until it is.

# Users
ui-users-add = Add a user
ui-users-empty = Nobody yet
ui-users-sessions = Sessions
ui-users-more = More for { $name }
ui-users-must-change = First sign-in due
ui-users-must-change-why = The password was made for them; they choose their own at the next sign-in.
ui-users-language = Language
ui-users-not-oneself = Nobody switches themselves off or changes their own role.
ui-users-saved = { $name } is changed
ui-users-password-is-made = A password is made and shown once. It is changed at the first sign-in.
ui-users-created = { $name } can sign in now, with this password.
ui-users-password-reset-done = { $name } has a new password. Every session was ended.
ui-users-password-of = Password of { $name }
ui-users-password-once = It is shown only now and kept nowhere. Hand it over by a way that others cannot read; it has to be changed at the first sign-in.
ui-users-password-handed = I have handed it over
ui-users-reset = New password
ui-users-reset-title = New password for { $name }?
ui-users-reset-effect = The present password stops working at once and every session is ended. The new one is shown once.
ui-users-deactivate = Switch off
ui-users-deactivate-title = Switch { $name } off?
ui-users-deactivate-effect = { $count ->
    [0] Nobody can sign in with this account any more, and a workstation does not unlock for it once it has reached the central database.
    [one] { $shown } session is ended. Nobody can sign in with this account any more, and a workstation does not unlock for it once it has reached the central database.
   *[other] { $shown } sessions are ended. Nobody can sign in with this account any more, and a workstation does not unlock for it once it has reached the central database.
  }
ui-users-end-sessions = End all sessions
ui-users-end-sessions-title = End the sessions of { $name }?
ui-users-end-sessions-effect = { $count ->
    [one] { $shown } session is ended; the workstation asks for the password as soon as it reaches the central database.
   *[other] { $shown } sessions are ended; the workstations ask for the password as soon as they reach the central database.
  }
ui-users-end-sessions-self = Yours is among them: you sign in again.
ui-users-sessions-ended = { $count ->
    [one] { $shown } session ended
   *[other] { $shown } sessions ended
  }
ui-users-sessions-of = Sessions of { $name }
ui-users-no-sessions = No sessions
ui-users-session-where = Workstation
ui-users-session-unknown = Not told
ui-users-session-this = this one
ui-users-session-since = Since
ui-users-session-until = Until
ui-users-session-open = Open
ui-users-session-ended = Ended
ui-users-session-over = Over
ui-users-end-session = End
ui-users-end-session-title = End this session?
ui-users-end-session-effect = The workstation asks for the password as soon as it reaches the central database. What is kept there stays.
ui-users-end-session-self = It is your own: you are signed out here, and sign in again.

# Workstations
ui-workstations-none = No workstations yet
ui-workstations-none-why = A workstation asks to be enrolled when somebody who may manage work orders first signs in on it.
ui-workstations-name = Workstation
ui-workstations-this = this one
ui-workstations-key = Fingerprint of its key
ui-workstations-since = Since
ui-workstations-requested-by = asked for by { $name }
ui-workstations-enrolled-by = enrolled by { $name }
ui-workstations-pending = Waits
ui-workstations-enrolled = Enrolled
ui-workstations-removed = Removed
ui-workstations-enrol = Enrol
ui-workstations-enrol-title = Enrol { $name }?
ui-workstations-enrol-effect = It will be able to open the tenant's shared secrets. Those that this workstation can open are sealed for it now.
ui-workstations-enrol-where = On that workstation the same fingerprint stands behind the mark of the central database in the header. Have it read out to you.
ui-workstations-compared = I have compared the fingerprint with the one on that workstation
ui-workstations-enrolled-done = { $count ->
    [0] Enrolled. There was no secret to seal for it.
    [one] Enrolled. { $shown } secret was sealed for it.
   *[other] Enrolled. { $shown } secrets were sealed for it.
  }
ui-workstations-enrolled-others = This workstation cannot open { $others } others: seal them again at one that can.
ui-workstations-refuse = Refuse
ui-workstations-refuse-title = Refuse { $name }?
ui-workstations-refuse-effect = It is not enrolled. It can ask again.
ui-workstations-remove = Remove
ui-workstations-remove-title = Remove { $name }?
ui-workstations-remove-effect = Secrets are sealed for it no more, and its collecting without a person ends. What was sealed for it until now it may have read: those secrets are marked, to be changed at their source.
ui-workstations-remove-this = It is the workstation before you.
ui-workstations-removed-done = Removed
ui-workstations-exposed = { $count ->
    [one] { $shown } secret was open to the removed workstation. Change it at its source, then save it in the integration.
   *[other] { $shown } secrets were open to the removed workstation. Change them at their source, then save them in the integrations.
  }
ui-secrets = Shared secrets
ui-secrets-none = No shared secrets
ui-secrets-why = Passwords of integrations travel only sealed for the enrolled workstations. The central database cannot open them, and nobody is shown one.
ui-secrets-reseal = Seal again
ui-secrets-resealed = { $count ->
    [0] Nothing had to be sealed again
    [one] { $shown } secret was sealed again
   *[other] { $shown } secrets were sealed again
  }
ui-secrets-resealed-some = { $count ->
    [one] { $shown } secret was sealed again; this workstation cannot open { $others } others.
   *[other] { $shown } secrets were sealed again; this workstation cannot open { $others } others.
  }
ui-secrets-owner = Integration
ui-secrets-owner-gone = No longer there
ui-secrets-field = Secret
ui-secrets-sealed-to = Sealed for
ui-secrets-of = { $some } of { $all }
ui-secrets-exposed = To be changed
ui-secrets-exposed-why = A removed workstation could open it. Change it at its source, then save it in the integration.
ui-secrets-can-open = Opens here
ui-secrets-cannot-open = Does not open here
ui-secrets-sealed-at = Last sealed

# Tenants, for the platform owner
ui-tenants-none = No tenants yet
ui-tenants-none-why = The first one is made with the command below.
ui-tenants-code = Code
ui-tenants-active = In use
ui-tenants-inactive = Disabled
ui-tenants-opened = Opened by you
ui-tenants-created = Made
ui-tenants-edit = Change { $code }
ui-tenants-saved = { $code } is changed
ui-tenants-name-en = English name
ui-tenants-name-ar = Arabic name
ui-tenants-disable = Disable
ui-tenants-enable = Enable
ui-tenants-disabled = The tenant is disabled
ui-tenants-enabled = The tenant is enabled
ui-tenants-disable-title = Disable { $name }?
ui-tenants-disable-effect = Its workstations lose the connection at once and nobody of it can sign in. On the workstations people go on working with what is kept there, for as long as they may without the central database. Nothing is deleted.
ui-tenants-open = Open
ui-tenants-open-title = Open { $name }?
ui-tenants-open-effect = You see and change this tenant's people, workstations and settings as its administrator. That you opened it, and why, stands in its action log for its administrators to read.
ui-tenants-reason = Reason
ui-tenants-reason-rule = { $least } to { $most } letters; now { $length }
ui-tenants-reason-long = Too long
ui-tenants-create = A new tenant
ui-tenants-create-why = A tenant is created with “optria central create-tenant”, by whoever has the database's administrator password: it makes the role and its password, which no workstation may do. DATABASE_URL and SESSION_SECRET must be set.

# Defaults
ui-settings-defaults = Defaults
ui-settings-defaults-why = An integration's field that is left empty takes the tenant's value, else the platform's, else what is built in.
ui-settings-defaults-none = No defaults
ui-settings-default-name = Setting
ui-settings-in-force = In force
ui-settings-origin = From
ui-settings-platform-default = Platform's default
ui-settings-set-tenant = Change
ui-settings-set-tenant-title = { $name }, for this tenant
ui-settings-set-tenant-effect = It holds for this tenant alone and goes before the platform's default.
ui-settings-set-platform = Platform's default
ui-settings-set-platform-title = { $name }, for the whole platform
ui-settings-set-platform-effect = It holds for every tenant that has no value of its own.
ui-settings-clear-tenant = Take the platform's default
ui-settings-clear-platform = Take the built-in value
ui-origin-built-in = Built in
ui-origin-environment = Environment
ui-origin-platform = Platform's default
ui-origin-tenant = Tenant's own value
ui-setting-offline-grace-days = How long one may work without the central database
ui-setting-unit-d = days
ui-setting-unit-days = days

# Action log
ui-log-source = Whose log
ui-log-source-workstation = This workstation
ui-log-source-tenant = Tenant
ui-log-person = Person
ui-log-action = Action
ui-log-any-action = Every action
ui-log-any-outcome = Every outcome
ui-log-success = Done
ui-log-failure = Failed
ui-log-pending = Under way
ui-log-range = Time
ui-log-range-hour = Last hour
ui-log-range-day = Last 24 hours
ui-log-range-week = Last 7 days
ui-log-range-month = Last 30 days
ui-log-range-all = All time
ui-log-range-custom = From … to …
ui-log-from = From
ui-log-to = To
ui-log-no = No.
ui-log-workstation = Workstation
ui-log-export = Export CSV
ui-log-exported = { $file } was written
ui-log-verify = Verify
ui-log-intact = The log is whole: nothing was changed or taken out
ui-log-broken = The log was tampered with
ui-log-entries = { $count ->
    [one] { $shown } entry was checked.
   *[other] { $shown } entries were checked.
  }
ui-log-unchained = { $count ->
    [one] { $shown } newest entry is not yet part of the chain.
   *[other] { $shown } newest entries are not yet part of the chain.
  }
ui-log-broken-at = The chain breaks at entry { $no }.
ui-log-broken-remedy = Tell the platform's operator at once. Export the log and keep it, together with what stands here.
ui-log-compared = Compared with the head that this workstation kept the last time.
ui-log-not-compared = There was no earlier head to compare with; this one is kept for the next time.
ui-log-nobody = The product itself
ui-log-head = Head

# Diagnostics
ui-settings-diagnostics = Diagnostics
ui-diagnostics-subsystems = Subsystems
ui-diagnostics-refresh = Look again
ui-diagnostics-take-along = For support
ui-diagnostics-copy = Copy JSON
ui-diagnostics-bundle = Save support bundle
ui-diagnostics-bundle-why = Words and switches only, never a value. The support bundle adds the recent log with secrets masked.
ui-diagnostics-bundle-saved = { $file } was written
ui-diagnostics-database = Database
ui-diagnostics-openai-api = Assistant (OpenAI API)
ui-diagnostics-optimization-engine = Optimization engine
ui-diagnostics-external-db-integrations = SQL, SAP and Oracle EAM
ui-diagnostics-pi-default-config = PI defaults
ui-diagnostics-sap-default-config = SAP defaults
ui-diagnostics-opcua-default-creds = OPC UA default credentials
ui-diagnostics-demo-mode = Demo mode
ui-diagnostics-status = Wanted
ui-diagnostics-source = source
ui-diagnostics-flag = flag
ui-diagnostics-has-url = address set
ui-diagnostics-has-creds = credentials set
ui-diagnostics-feature-flags = Feature flags
ui-diagnostics-beyond = Beyond
ui-diagnostics-versions = Versions
ui-diagnostics-connectors = Connectors
ui-diagnostics-jobs = Jobs
ui-diagnostics-disk = Disk
ui-diagnostics-sync = Sync
ui-diagnostics-link = Central database
ui-diagnostics-state = State
ui-diagnostics-since = Since
ui-diagnostics-reason = Reason
ui-diagnostics-workstation = This workstation
ui-diagnostics-lag-seconds = Behind by
ui-diagnostics-outbox-depth = Waiting to be sent
ui-diagnostics-store-bytes = Store
ui-diagnostics-free-bytes = Free disk
ui-diagnostics-spool-rows = Readings in the spool
ui-diagnostics-product = Product
ui-diagnostics-os = Operating system
ui-diagnostics-architecture = Architecture
ui-diagnostics-local-schema = Schema of the store
ui-diagnostics-central-schema = Schema of the central database
ui-diagnostics-known-central-schema = Newest central schema known here
ui-diagnostics-connector = Connector
ui-diagnostics-last-reading-at = Last reading
ui-diagnostics-name = Name
ui-diagnostics-is-running = Running
ui-diagnostics-last-run-at = Last run
ui-diagnostics-last-seconds = Took
ui-diagnostics-next-run-at = Next run
ui-diagnostics-outcome = Outcome
ui-diagnostics-optimization-engine-enabled = Optimization engine
ui-diagnostics-external-db-enable = SQL, SAP and Oracle EAM
ui-diagnostics-is-connected = Connected
ui-diagnostics-is-online = Online
ui-diagnostics-is-offline = Offline
ui-diagnostics-is-configured = Configured
ui-diagnostics-is-missing = Missing
ui-diagnostics-is-empty = Empty
ui-diagnostics-is-enabled = Enabled
ui-diagnostics-is-disabled = Disabled
ui-diagnostics-is-active = Active
ui-diagnostics-is-inactive = Inactive
ui-diagnostics-is-streaming = Receiving
ui-diagnostics-is-connecting = Connecting
ui-diagnostics-is-reconnecting = Reconnecting
ui-diagnostics-is-elsewhere = Collected elsewhere
ui-diagnostics-is-standby = Standing by for another workstation
ui-diagnostics-is-failed = Failed
ui-diagnostics-is-damaged = Damaged
ui-diagnostics-is-unreachable = Not reached
ui-diagnostics-is-password-needed = Password needed
ui-diagnostics-is-signed-out = Signed out
ui-diagnostics-is-stopped = Stopped
ui-diagnostics-is-standalone = Standalone
ui-diagnostics-is-central = Central
ui-diagnostics-is-local = This workstation
ui-diagnostics-is-pending = Waits to be enrolled
ui-diagnostics-is-enrolled = Enrolled
ui-diagnostics-is-removed = Removed
ui-diagnostics-is-unknown = Not known
ui-diagnostics-is-not-requested = Not enrolled
ui-diagnostics-is-none = None

# While the central database is away.
ui-needs-link = Needs the central database, which can't be reached at the moment.
ui-needs-link-back = The page comes back by itself with the connection.
ui-needs-link-password = Go online with your password to use it.
ui-users-known = As this workstation last knew them
ui-users-last-here = Last sign-in here
ui-users-search = Search e-mail or name
ui-workstations-search = Search name or e-mail
ui-tenants-search = Search code or name
ui-users-sessions-search = Search workstation
ui-needs-link-list = Only the central database knows this
