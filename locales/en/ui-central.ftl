# The central database as people at a workstation meet it: connecting, several workspaces, online and offline.

ui-copy = Copy
ui-copy-fingerprint = Copy the fingerprint
ui-password-new = New password
ui-password-new-again = New password again

# First run: the third choice, and the way through it
ui-first-run-connect = Connect to a central database
ui-first-run-connect-1 = Your tenant's people, roles and settings
ui-first-run-connect-2 = You need its address, your tenant's code, and the tenant's role with its password
ui-first-run-connect-3 = Work goes on without the network; everything is kept here
ui-first-run-lead-another = It becomes one more workspace on this workstation. The present ones stay as they are and go on collecting.
ui-connect-title = Connect to the central database
ui-connect-steps = Steps
ui-connect-step-done = done
ui-connect-step-address = Address
ui-connect-step-trust = Trust
ui-connect-step-tenant = Tenant
ui-connect-step-test = Test
ui-connect-step-passphrase = Passphrase
ui-connect-step-sign-in = Sign in
ui-connect-lead-address = Where the database is. Whoever looks after it has told you.
ui-connect-lead-trust = How this workstation makes sure that it speaks to the right server and to nobody in between.
ui-connect-lead-tenant = Which tenant you belong to, and the role by which its workstations connect.
ui-connect-lead-test = The connection is tried stage by stage. Nothing is kept yet.
ui-connect-lead-passphrase = What the store on this computer is encrypted with.
ui-connect-lead-sign-in = With your own account in the central database. After that the workspace is made.
ui-connect-tenant-code = Tenant's code
ui-connect-tenant-code-help = For example ACME. It keeps a mistyped role from leading into another tenant.
ui-connect-go = Connect

ui-central = Central database
ui-central-tenant = Tenant
ui-central-address = Address
ui-central-host = Host
ui-central-host-help = A name or an address, as the server's certificate has it.
ui-central-host-wrong = Only the host's name or address, without “//”, path or spaces
ui-central-port = Port
ui-central-port-help = Usually 5432
ui-central-port-wrong = A number from 1 to 65535
ui-central-database = Database
ui-central-database-help = Its name on that server.
ui-central-role = Role
ui-central-role-help = The role that connects your tenant's workstations: optria_t_ and a number.
ui-central-role-password = Role's password
ui-central-role-password-help = It is kept in this computer's keychain, or in the encrypted store where there is none.

ui-central-trust = Trust
ui-central-trust-authority = The certificate of the authority (CA file)
ui-central-trust-authority-help = The usual way: the server's certificate may be renewed without anybody coming here.
ui-central-trust-certificate = Exactly this server's certificate
ui-central-trust-certificate-help = Where there is no authority: look at what the server presents, compare it, and pin it. Renewed, it has to be pinned anew.
ui-central-trust-system = The authorities that this computer trusts
ui-central-trust-system-help = For a server with a certificate of a public or company-wide authority.
ui-central-trust-loopback = No encryption: this computer only
ui-central-trust-loopback-help = Offered because the address is this computer itself.
ui-central-pem = Certificate of the authority, as PEM
ui-central-pem-choose = Choose a file…
ui-central-pem-wrong = Paste or choose the CA file: it begins with -----BEGIN CERTIFICATE-----
ui-central-pem-key = This holds a private key. Only the certificate belongs here; the key stays with its owner.
ui-central-pem-large = That file is too large for a certificate
ui-central-inspect = Show the server's certificate
ui-central-inspect-again = Look again
ui-central-pinned = Pinned
ui-central-pin = I have compared the fingerprint with the one that the database's administrator told me by another way
ui-central-pin-needed = Show the certificate, compare it and say so
ui-central-certificate-subject = Made out for
ui-central-certificate-issuer = Issued by
ui-central-certificate-self-signed = Itself (self-signed)
ui-central-certificate-names = Names
ui-central-certificate-valid = Valid
ui-central-certificate-expired = expired
ui-central-certificate-early = not valid yet

# The staged test
ui-central-test-run = Run the test
ui-central-test-again = Test again
ui-central-test-running = Trying the connection stage by stage…
ui-central-test-why = The test goes through every stage of the connection and says how long each took; where one fails, why and what to do.
ui-central-test-ok = The connection works
ui-central-test-failed = The connection does not work
ui-central-stage-resolve = Find the host by its name
ui-central-stage-connect = Reach its port
ui-central-stage-secure-channel = Secure channel
ui-central-stage-authenticate = Sign the role in
ui-central-stage-database = The database and its version
ui-central-stage-passed = Passed
ui-central-stage-failed = Failed
ui-central-stage-skipped = Not reached

# Link
ui-link-online = The central database is reached
ui-link-offline = No connection to the central database since
ui-link-password-needed = The central database needs your password
ui-link-signed-out = Not signed in to the central database
ui-link-short-online = Online
ui-link-short-offline = Offline
ui-link-short-password-needed = Password needed
ui-link-short-signed-out = Signed out
ui-link-offline-go-on = You go on working; everything is kept on this workstation. Users, workstations and the tenant's log wait for the connection.
ui-link-password-needed-go-on = You go on working; everything is kept on this workstation.
ui-link-is-online = The central database is reached
ui-go-online = Go online
ui-go-online-why = { $name }, you unlocked this workstation without the central database. With your password it is reached again.
ui-central-offline-until = Without it until
ui-central-saved-here = What you save is kept on this workstation at once, in its encrypted store.
ui-central-workstation = This workstation
ui-workstation-unknown = Not known yet
ui-workstation-unknown-why = Whether it is enrolled is told once the central database is reached.
ui-workstation-not-requested = Not enrolled
ui-workstation-not-requested-why = Enrolled, it can open the tenant's shared secrets. Somebody who may manage work orders asks for it.
ui-workstation-pending = Waits to be enrolled
ui-workstation-pending-why = An administrator compares the fingerprint of its key and enrols it under Administration, workstations.
ui-workstation-enrolled = Enrolled
ui-workstation-enrolled-why = It can open the tenant's shared secrets.
ui-workstation-removed = Removed
ui-workstation-removed-why = An administrator has removed it. It opens no shared secret any more; ask to have it enrolled anew.
ui-workstation-key = Fingerprint of its key
ui-workstation-request = Ask to be enrolled

ui-tenant-opened = You are inside another tenant
ui-tenant-opened-why = Reason:
ui-tenant-opened-logged = Whatever you do is in its action log.
ui-tenant-close = Leave it

# Sign-in
ui-role-password-changed = The role's password has changed
ui-role-password-changed-why = The database's administrator has given your tenant's role another password. Give the new one here; it is kept only if the server takes it.
ui-role-password-try = Try and keep
ui-role-password-kept = The role's new password is kept. Sign in now.
ui-password-due-title = Choose a new password
ui-password-due-lead = Your present password was made by somebody else. Choose one that you alone know; then you go on.

# Several workspaces
ui-workspaces-here = Workspaces on this workstation
ui-workspace-current = Workspace: { $name }
ui-workspace-new = New workspace
ui-workspace-kind-demo = Demo plant
ui-workspace-kind-empty = Standalone
ui-workspace-kind-central = Central
ui-workspace-collects = Collects here
ui-workspace-add = Add a workspace
ui-workspace-add-title = Add a workspace?
ui-workspace-switch = Switch workspace
ui-workspace-switch-title = Switch to { $name }?
ui-workspace-leave-effect = You are signed out of { $name } in this window. It stays open and goes on collecting.

# Connection, in the settings
ui-settings-connection = Connection
ui-settings-connection-tenant-why = Another tenant is another workspace.
ui-settings-connection-password-why = Empty keeps the present one.
ui-settings-connection-why = The connection is tested first, and kept only if the whole test passes at the same tenant.
ui-settings-connection-save = Test and keep
ui-settings-connection-saved = The connection is kept
