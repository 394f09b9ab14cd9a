# Words that every page shares.

ui-save = Save
ui-cancel = Cancel
ui-close = Close
ui-edit = Edit
ui-add = Add
ui-delete = Delete
ui-open = Open
ui-back = Back
ui-back-to = Back to
ui-continue = Continue
ui-search = Search
ui-all = All
ui-none = None
ui-never = Never
ui-required = Needed
ui-selected = Selected
ui-select-row = Select this row
ui-loading = Loading…
ui-try-again = Try again
ui-copied = Copied
ui-copy-detail = Copy details
ui-nothing-found = Nothing found
ui-no-asset-found = No asset with that tag or name
ui-stale = Could not be refreshed. Shown as of
ui-total = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
  }
ui-show-password = Show what is typed
ui-no-reading = no reading yet
ui-last-good = Last good value; the source sends nothing usable now
ui-value-stale = Older than it should be
ui-reading-stale = stale
ui-zone-site = The site's own
ui-zone-utc = UTC

# Health
ui-band-poor = Poor
ui-band-fair = Fair
ui-band-good = Good
ui-band-unknown = Not known

# Criticality of assets, priority of orders
ui-criticality-critical = Critical
ui-criticality-high = High
ui-criticality-medium = Medium
ui-criticality-low = Low
ui-priority-critical = Critical
ui-priority-high = High
ui-priority-medium = Medium
ui-priority-low = Low

# Quality of readings
ui-quality-good = Good
ui-quality-uncertain = Uncertain
ui-quality-bad = Bad
ui-status-no-communication = no communication with the device
ui-status-waiting-for-first = waiting for the first value
ui-status-out-of-range = out of range
ui-status-not-a-number = not a number
ui-status-configuration = wrongly configured at the source
ui-status-not-connected = not connected at the source
ui-status-device-failure = device failure
ui-status-sensor-failure = sensor failure
ui-status-out-of-service = out of service
ui-status-no-data = no data
ui-status-last-usable-no-communication = last usable value, no communication
ui-status-last-usable = last usable value
ui-status-substitute = substituted by hand
ui-status-initial = initial value
ui-status-inaccurate = sensor not accurate
ui-status-units-exceeded = outside the limits of the sensor
ui-status-sub-normal = from fewer sources than required

# Connections
ui-connection-stopped = Stopped
ui-connection-connecting = Connecting
ui-connection-streaming = Receiving
ui-connection-reconnecting = Reconnecting
ui-connection-failed = Failed
ui-connection-elsewhere = Collected by another window
ui-connection-standby = Standing by
ui-connection-standby-holder = { $holder } collects. This workstation takes over when that one fails.
ui-connection-standby-none = A workstation collects once an administrator has enrolled it and it holds the integration's lease.

# The simulated mark
ui-simulated = Simulated plant
ui-simulated-short = Simulated
ui-simulated-explained = Made by the demo plant's simulation. No real equipment is behind it.

# Equipment families (ISO 14224)
ui-family-pump = Pump
ui-family-compressor = Compressor
ui-family-gas-turbine = Gas turbine
ui-family-steam-turbine = Steam turbine
ui-family-electric-motor = Electric motor
ui-family-electric-generator = Electric generator
ui-family-heat-exchanger = Heat exchanger
ui-family-valve = Valve
ui-family-transformer = Transformer
ui-family-fan = Fan
ui-family-vessel = Vessel
ui-family-instrument = Instrument
ui-family-other = Other

ui-asset-status-in-service = In service
ui-asset-status-standby = Standby
ui-asset-status-out-of-service = Out of service
ui-asset-status-retired = Retired

# People
ui-role-platform-owner = Platform owner
ui-role-tenant-admin = Administrator
ui-role-optimization-engineer = Optimization engineer
ui-role-engineer = Engineer
ui-role-viewer = Viewer
ui-role-platform-owner-may = All that an administrator may; no administrator changes an owner
ui-role-tenant-admin-may = People, integrations, mappings, assets and orders
ui-role-optimization-engineer-may = Runs the optimization; keeps assets and mappings
ui-role-engineer-may = Sees priorities and works on orders
ui-role-viewer-may = Reads only

ui-capability-view-plant = see the plant
ui-capability-view-optimization = see optimization
ui-capability-manage-work-orders = manage work orders
ui-capability-run-optimization = run the optimization
ui-capability-manage-assets = manage assets
ui-capability-manage-mappings = manage mappings
ui-capability-manage-integrations = manage integrations
ui-capability-manage-cost-model = manage the cost model
ui-capability-manage-people = manage people
ui-capability-view-diagnostics = see diagnostics
ui-capability-manage-tenants = manage tenants

# Failures: the words for a kind, where the core's own message is not there
ui-code-unauthenticated = You are not signed in.
ui-code-unauthenticated-remedy = Sign in and do it again.
ui-code-forbidden = Your role may not do that.
ui-code-forbidden-remedy = Ask an administrator to do it or to change your role.
ui-code-not_found = It is not there any more.
ui-code-not_found-remedy = Go back to the list and look again.
ui-code-conflict = It was changed meanwhile.
ui-code-conflict-remedy = Look at it as it is now, then decide again.
ui-code-invalid = Something that was given is not right.
ui-code-invalid-remedy = Correct it and do it again.
ui-code-locked = It is locked.
ui-code-locked-remedy = Unlock it first, or ask who locked it.
ui-code-rate_limited = Too many attempts in a short time.
ui-code-rate_limited-remedy = Wait a minute, then try again.
ui-code-internal = Something went wrong inside the application.
ui-code-internal-remedy = Try again. If it happens again, send the copied details to support.
ui-code-unavailable = It can't be reached now.
ui-code-unavailable-remedy = Check that it is running and try again.
ui-host-unreachable = The application's core does not answer.
ui-host-unreachable-remedy = Close the window and start the application again. Nothing that was stored is lost.
ui-crash = This page failed to show.
ui-crash-remedy = Try again, or go to another page. If it happens again, send the copied details to support.
