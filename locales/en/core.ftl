# What the core says: every failure with what to do (`<id>-remedy`), and the names of jobs.
internal = Something went wrong inside OPTRIA IQ.
internal-remedy = Try again. If it happens again, send the log files of this workstation to support.
command-unknown = There is no command { $command }.
command-unknown-remedy = List the commands with: optria commands
command-request-malformed = The request of { $command } can't be read.
command-request-malformed-remedy = Check the names and types of its fields.
sign-in-needed = Nobody is signed in.
sign-in-needed-remedy = Sign in and try again.
session-locked = The window is locked.
session-locked-remedy = Unlock it with your password.
capability-missing = Your role does not allow this: { $capability } is missing.
capability-missing-remedy = Ask your administrator for a role that has it.
sign-in-refused = The e-mail or the password is not right.
sign-in-refused-remedy = Check both. After several wrong tries there is a waiting time.
sign-in-slowed = Too many wrong tries. Next try in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
sign-in-slowed-remedy = Wait, then try again. An administrator can set a new password.
unlock-refused = The password is not right.
unlock-refused-remedy = Try again, or sign out and sign in as another person.
password-wrong = The present password is not right.
password-wrong-remedy = Type the password you sign in with now.
password-too-short = The password is too short or too long.
password-too-short-remedy = Use at least { $least } characters.
passphrase-too-short = The passphrase is too short or too long.
passphrase-too-short-remedy = Use at least 10 characters. Nothing has been changed yet.
text-misleads = The text in the field { $field } has a character that can't be seen or that turns the direction of the text ({ $character }).
text-misleads-remedy = Type the text anew; such characters come along when it is copied from elsewhere. Arabic letters, and the marks that join or part them, are fine.
email-malformed = This is not an e-mail address.
email-malformed-remedy = Write it as name@company.example.
administrator-needed = An empty workspace needs its first administrator.
administrator-needed-remedy = Give name, e-mail and password of the administrator.
demo-has-its-people = The demo plant brings its own people.
demo-has-its-people-remedy = Leave the administrator out, or choose an empty workspace.
person-is-yourself = You can't deactivate yourself or change your own role.
person-is-yourself-remedy = Ask another administrator.
role-above-own = This role can do more than yours.
role-above-own-remedy = Ask somebody who has that role.
secret-not-given = No secret was given.
secret-not-given-remedy = Set { $variable }, or run in a terminal that can ask for it.
keychain-unreachable = The system keychain does not answer.
keychain-unreachable-remedy = Unlock it or start it (on Linux: a Secret Service such as GNOME Keyring), or choose a passphrase.
store-key-missing = The keychain answers but does not hold the key of this workspace.
store-key-missing-remedy = Sign in to the computer as the person who made the workspace, or restore the keychain from its backup.
passphrase-needed = The workspace is locked with a passphrase.
passphrase-needed-remedy = Type the passphrase that was chosen when it was made.
passphrase-wrong = The passphrase is not right.
passphrase-wrong-remedy = Try again. Nobody can open the workspace without it.
workspace-exists = There already is a workspace here.
workspace-exists-remedy = Open it, or choose another folder with --workspace.
workspace-not-made = There is no workspace here yet.
workspace-not-made-remedy = Make one at first run, or with: optria init
workspace-not-open = No workspace is open.
workspace-not-open-remedy = Make or open one first; on the command line name its folder with --workspace.
workspace-unreadable = The workspace's folder can't be read.
workspace-unreadable-remedy = Check that the disk is there and that you may read the folder.
workspace-unwritable = The workspace's folder can't be written.
workspace-unwritable-remedy = Check free space and that you may write to the folder.
workspace-header-damaged = The file workspace.json is damaged.
workspace-header-damaged-remedy = Restore it from a backup; the store beside it is untouched.
store-busy = The store is busy in another process.
store-busy-remedy = Try again in a moment.
store-damaged = The store's file is damaged.
store-damaged-remedy = Start again: the file is set aside and what can be read is carried over. Nothing is deleted.
store-disk-full = The disk is full; new readings wait in memory.
store-disk-full-remedy = Free some space. What is stored is safe, and writing goes on by itself.
store-too-new = The store was written by a newer version (schema { $found }; this version knows { $known }).
store-too-new-remedy = Update OPTRIA IQ on this workstation.
store-wrong-key = The key from the keychain does not open this store.
store-wrong-key-remedy = Restore the key that made it; the store is untouched.
collecting-elsewhere = Another OPTRIA process of this machine collects for this workspace.
collecting-elsewhere-remedy = Close the window or stop the other collector first.
clock-jumped = This machine's clock jumped by { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
clock-jumped-remedy = Check the time synchronization (NTP) of this machine.
settings-file-malformed = The settings file can't be read (line { $name }).
settings-file-malformed-remedy = Mend settings.toml: each line is name = value.
settings-file-unreadable = The settings file can't be opened.
settings-file-unreadable-remedy = Check that you may read settings.toml.
settings-missing = { $name } is missing.
settings-missing-remedy = Set it in the environment or in settings.toml.
settings-switch-malformed = { $name } is neither true nor false.
settings-switch-malformed-remedy = Use true or false.
settings-unknown-name = The settings file has an unknown name: { $name }.
settings-unknown-name-remedy = Remove it, or correct its spelling.
settings-url-malformed = { $name } is not an address of the right kind.
settings-url-malformed-remedy = Write it with its scheme, for example postgres://host/database or https://host/path.
decimal-malformed = { $field } is not a decimal number.
decimal-malformed-remedy = Write it like 0.1 or -12.
time-range-empty = The period ends before it begins.
time-range-empty-remedy = Choose a later end.
time-zone-unknown = There is no such time zone.
time-zone-unknown-remedy = Use a name like Asia/Riyadh.
site-has-assets = The site still has assets.
site-has-assets-remedy = Move or retire them first.
asset-parent-impossible = An asset can't be part of itself or of another site's equipment.
asset-parent-impossible-remedy = Choose a parent of the same site above it.
limits-not-ordered = The limits do not rise from LL to HH.
limits-not-ordered-remedy = Order them LL < L < H < HH; deadband and delays are not negative.
metric-name-malformed = The metric's name is not in snake case.
metric-name-malformed-remedy = Use small Latin letters, digits and underscores: bearing_temperature.
metric-unit-in-use = The unit can't be changed: readings in the old unit are stored.
metric-unit-in-use-remedy = Make a new metric with the new unit and map the signal to it.
unit-unknown = There is no unit { $unit }.
unit-unknown-remedy = Use a UCUM code: Cel, bar, mm/s, m3/h.
unit-dimension-differs = { $from } and { $to } measure different things.
unit-dimension-differs-remedy = Choose a source unit of the same kind as the metric's.
mapping-scale-zero = A scale of 0 would turn every reading into the offset.
mapping-scale-zero-remedy = Use another scale; 1 leaves values as they are.
mapping-tag-not-numeric = The tag's value is not a number.
mapping-tag-not-numeric-remedy = Choose a numeric or Boolean tag.
mapping-conversion-broken = { $tag } can't be converted to its metric's unit.
mapping-conversion-broken-remedy = Open the mapping and choose a fitting unit.
integration-connector-fixed = An integration keeps its connector.
integration-connector-fixed-remedy = Make a new integration.
integration-has-no-tags = This integration has no tags: a maintenance system holds objects and orders.
integration-has-no-tags-remedy = Take its equipment in on the integration's own page.
integration-is-no-maintenance-system = This integration is not a maintenance system.
integration-is-no-maintenance-system-remedy = Choose an SAP or Oracle EAM integration.
integration-has-no-speed = Only the demo plant has a speed.
integration-has-no-speed-remedy = Choose the demo integration.
integration-queue-overflow = The server dropped values of { $tag }: its queue overflowed.
integration-queue-overflow-remedy = Sample more slowly, or publish more often.
integration-streaming = Connected; data is coming in.
integration-streaming-remedy = Nothing to do.
integration-started = { $person } started it.
integration-started-remedy = Nothing to do.
integration-stopped = { $person } stopped it.
integration-stopped-remedy = Start it when readings are wanted again.
integration-speed-set = { $person } set the speed to { $speed } ×.
integration-speed-set-remedy = Nothing to do.
demo-mode-no-external-call = Demo mode is on: no external call is made.
demo-mode-no-external-call-remedy = Switch demo mode off in Settings, then try again.
external-databases-off = External databases are switched off on this workstation.
external-databases-off-remedy = An administrator sets EXTERNAL_DB_ENABLE to true and starts the application again.
optimization-switched-off = The optimization engine is switched off.
optimization-switched-off-remedy = An administrator sets OPTIMIZATION_ENGINE_ENABLED to true.
work-order-move-impossible = An order can't go from { $from } to { $to }.
work-order-move-impossible-remedy = Choose one of the moves that are offered.
file-not-written = { $file } could not be written.
file-not-written-remedy = Choose another place, or free some space.
csv-unreadable = The file can't be read as CSV.
csv-unreadable-remedy = Save it as CSV (UTF-8) with a header row.
csv-column-missing = The column { $column } is missing.
csv-column-missing-remedy = Export the mappings once to see every column.
csv-integration-unknown = There is no integration { $value }.
csv-integration-unknown-remedy = Make it first, or correct the name.
csv-asset-unknown = There is no asset { $value }.
csv-asset-unknown-remedy = Make it first, or correct tag and site.
csv-asset-ambiguous = Several sites have an asset { $value }.
csv-asset-ambiguous-remedy = Fill in the column site.
smoke-not-refused = A command was not refused without a session.
smoke-not-refused-remedy = Do not use this installation; report it.
smoke-role-not-refused = A command was not refused to a role without the capability for it.
smoke-role-not-refused-remedy = Do not use this installation; report it.
smoke-order-did-not-move = The work order did not move.
smoke-order-did-not-move-remedy = Look into the log files and report it.
job-compact = Readings into trends
job-compact-outcome = { $readings ->
    [one] { $readings } reading
   *[other] { $readings } readings
  }
job-score = Asset scores
job-score-outcome = { $assets ->
    [one] { $assets } asset scored
   *[other] { $assets } assets scored
  }
job-retain = Retention
job-retain-outcome = { $readings ->
    [one] { $readings } reading let go
   *[other] { $readings } readings let go
  }
job-retain-thinned = The disk was full: { $rows } rows were let go before their time
job-prune-runs = Old runs let go
job-prune-runs-outcome = { $removed ->
    [one] { $removed } old proposal or run let go
   *[other] { $removed } old proposals and runs let go
  }
job-notice-others = Changes of other processes
job-done = Done
job-verify = Check of the store's file
job-verify-sound = The file is sound
job-drift = Comparison of mappings with their sources
job-drift-outcome = { $drifted } of { $checked } mappings are not as they were mapped
store-file-missing = The store's file is gone from the workspace's folder.
store-file-missing-remedy = Restore optria.db from a backup; no new store is made in its place.
command-field-malformed = The request of { $command } can't be read: { $field } is missing or not what it should be.
command-field-malformed-remedy = Correct that field; the detail says what was expected.
secret-empty = { $variable } is empty.
secret-empty-remedy = Set it to the secret itself, or leave it out and type the secret when asked.
passphrase-empty = No passphrase was given.
passphrase-empty-remedy = Type the passphrase that was chosen when the workspace was made.
administrator-still-there = The workspace has an administrator.
administrator-still-there-remedy = Sign in as that person; an administrator can make others and set passwords.
collecting-nothing = No integration is active, so there is nothing to collect.
collecting-nothing-remedy = Start one in the window, or with: optria call start_integration
cli-arguments-missing = Missing: { $arguments }.
cli-arguments-missing-remedy = Add them. “{ $help }” shows all that can be given.
cli-argument-unknown = There is no { $argument } here.
cli-argument-unknown-remedy = “{ $help }” shows all that can be given.
cli-arguments-conflict = { $argument } and { $other } do not go together.
cli-arguments-conflict-remedy = Leave one of them out.
cli-command-unknown = There is no command “{ $command }”.
cli-command-unknown-remedy = “{ $help }” lists those that there are.
cli-value-missing = { $argument } is given without a value.
cli-value-missing-remedy = Write the value behind it, or leave it out.
cli-variable-empty = The environment variable { $variable } is set, but empty.
cli-variable-empty-remedy = Give it its value, or unset it.
cli-value-not-possible = { $argument } does not take “{ $value }”.
cli-value-not-possible-remedy = Possible: { $possible }.
cli-value-wrong = { $argument } does not take “{ $value }”.
cli-value-wrong-remedy = “{ $help }” shows what it takes.
cli-tenant-unknown = There is no tenant with the code { $code }.
cli-tenant-unknown-remedy = “optria call list_tenants” lists those that there are.
cli-opens-for-one-call = A tenant that is opened with “optria call” would be closed again at once: nobody stays signed in at the command line.
cli-opens-for-one-call-remedy = Open it for the one command that you need it for: optria call --tenant CODE --reason "why" COMMAND.
cli-workspaces-none = There is no workspace in { $folder }.
cli-workspaces-none-remedy = Name the folder that yours is in with --workspace. Only that folder is looked at, and what was added beside it.
cli-usage-wrong = This is not a command that optria knows.
cli-usage-wrong-remedy = The detail says what is wrong; optria --help lists everything.
settings-log-malformed = { $name } is not a log filter.
settings-log-malformed-remedy = Use a level (error, warn, info, debug, trace), or target=level with commas between.
settings-without-effect = { $name } is set but has no effect on a workstation without a server.
recovery-unseen = The store was found damaged and was rebuilt from what could be read; the damaged file was kept as { $file }.
recovery-unseen-remedy = See what is missing with: optria call get_workspace; then say that you have seen it: optria call acknowledge_recovery
store-conflict = It has changed meanwhile.
store-conflict-remedy = Load it again and repeat your change.
work-order-changed = Work order { $number } has changed meanwhile.
work-order-changed-remedy = Load it again and repeat your change.
store-row-in-use = Other things still refer to it.
store-row-in-use-remedy = Remove or move those first.
store-not-found =
    { $what ->
        [site] This site is not there (any more).
        [asset] This asset is not there (any more).
        [metric] This metric is not there (any more).
        [integration] This integration is not there (any more).
        [mapping] This signal mapping is not there (any more).
        [run] This prioritization run is not there (any more).
        [recommendation] This recommendation is not there (any more).
        [person] This person is not there (any more).
        [asset-event] This event is not there (any more).
        [work-order] This work order is not there (any more).
       *[other] It is not there (any more).
    }
store-not-found-remedy = Refresh the list; somebody may have removed it.
store-duplicate = There already is one like this.
store-duplicate-remedy = Choose another name or code.
duplicate-site-code = There already is a site with this code.
duplicate-site-code-remedy = Choose another code, or open that site.
duplicate-asset-tag = The site already has an asset with this tag.
duplicate-asset-tag-remedy = Choose another tag, or open that asset.
duplicate-metric-name = The asset already has a metric with this name.
duplicate-metric-name-remedy = Choose another name, or use that metric.
duplicate-integration-name = There already is an integration with this name.
duplicate-integration-name-remedy = Choose another name.
duplicate-mapping = This tag already feeds this metric.
duplicate-mapping-remedy = Open the mapping that is there, or choose another metric.
duplicate-person-email = There already is a person with this e-mail address.
duplicate-person-email-remedy = Use another address, or open that person.
duplicate-work-order = This recommendation has a work order already.
duplicate-work-order-remedy = Open that order.
recommendation-has-open-order = Work order { $number } of an earlier recommendation for this asset is still open.
recommendation-has-open-order-remedy = Open that order. When it is done or cancelled, this one can be accepted.
csv-row-repeats = It repeats line { $line }.
csv-row-repeats-remedy = Keep one of the two.
csv-row-length-differs = The line has another number of columns than the header.
csv-row-length-differs-remedy = Add or remove separators in this line.
csv-quote-open = A quotation mark that begins here swallows the lines after it.
csv-quote-open-remedy = Close it, or write a mark inside a cell twice.
mapping-metric-unit-differs = { $asset } has the metric { $metric } already, in { $unit }.
mapping-metric-unit-differs-remedy = Use that unit as the metric's, or another metric name.
