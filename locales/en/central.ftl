# The central database: what stands between a workstation and its tenant, and what to do about it.

central-name-unknown = There is no server by the name { $host }.
central-name-unknown-remedy = Check the name in the connection, or ask whoever looks after the network. You can go on working; everything is kept here.
central-away = { $address } does not answer.
central-away-remedy = Nothing to do: it is tried again by itself. What you do meanwhile is kept here and sent later.
central-plain-text = The server at this address does not offer an encrypted channel, so nothing was sent to it.
central-plain-text-remedy = Check the address. If it is right, the database's administrator must switch TLS on, or something in the network stands in between.
central-certificate-unknown = The server's certificate is not from the authority that this workstation trusts.
central-certificate-unknown-remedy = Do not go on. Compare the CA file with the one of the database's administrator, or give that one where none is given; if it is the right one, somebody may stand in between.
central-certificate-not-pinned = The server shows another certificate than the one that is pinned for it.
central-certificate-not-pinned-remedy =
    Shown (SHA-256): { $shown }
    Pinned: { $pinned }
    Ask the database's administrator by telephone whether the certificate was renewed, and compare what is shown. If it is theirs, pin it under “Settings”, “Connection”; if not, somebody may stand in between. Nothing was sent.
central-certificate-name = The server's certificate is not made out for { $host }.
central-certificate-name-remedy = Use the name that the certificate bears, or ask the database's administrator for a certificate with this one.
central-certificate-time = The server's certificate has expired or is not valid yet.
central-certificate-time-remedy = Check this computer's clock. If it is right, the database's administrator must renew the certificate.
central-tls = No secure channel to the server came about.
central-tls-remedy = Try again. If it stays so, give the details to the database's administrator.
central-not-scram = The server asks for the role's password in a way that would give it away, or asks for none. It was not given.
central-not-scram-remedy = Check that this is your database's address. The database's administrator sets scram-sha-256 for this role in pg_hba.conf.
central-trust-unreadable = The CA file cannot be read as a certificate.
central-trust-unreadable-remedy = Choose the PEM file that the database's administrator has given you.
central-tls-required = { $host } is another machine, and the connection has no CA file.
central-tls-required-remedy = Give the CA file of the database's administrator; without encryption only this machine is reached.
central-address-malformed = The address of the database is incomplete or malformed.
central-address-malformed-remedy = Host, port and database are all needed; take them from the database's administrator.
central-role-refused = The tenant's role or its password is wrong.
central-role-refused-remedy = Ask the administrator for the present one; it may have been changed. Nothing that is kept here is lost.
central-tls-demanded = The server lets nobody in here without an encrypted channel.
central-tls-demanded-remedy = Connect with the CA file of the database's administrator instead of without TLS. If the server is refused then too, its administrator must admit this role, database and address in pg_hba.conf.
central-not-admitted = The server does not admit this role, database or computer, whatever the password.
central-not-admitted-remedy = The database's administrator must admit them in pg_hba.conf. The password is not the reason: it has not been asked for.
central-tenant-disabled = Your tenant's access to the central database is disabled.
central-tenant-disabled-remedy = Ask the platform's operator. What you do meanwhile is kept here.
central-connection-limit = All connections of your tenant to the central database are in use.
central-connection-limit-remedy = It is tried again by itself. If it stays so, the administrator can raise the limit.
central-database-unknown = There is no database { $database } on that server, or your role may not use it.
central-database-unknown-remedy = Check the database's name in the connection.
central-starting = The central database is just starting or stopping.
central-starting-remedy = Nothing to do: it is tried again by itself.
central-not-migrated = That database is not set up for OPTRIA IQ.
central-not-migrated-remedy = Check the database's name. If it is right, its administrator runs “optria central migrate”.
central-database-older = The central database is older than this version of OPTRIA IQ needs.
central-database-older-remedy = Its administrator runs “optria central migrate” of this version. What you do meanwhile is kept here.
central-database-newer = The central database needs a newer version of OPTRIA IQ.
central-database-newer-remedy = Update OPTRIA IQ on this workstation. What is kept here stays and is sent afterwards.
central-migration-changed = Migration { $version } of the central database is not the one of this version.
central-migration-changed-remedy = The database was set up by another build. Use that build, or ask for support.
central-not-superuser = The role of DATABASE_URL may not set the database up.
central-not-superuser-remedy = Use a superuser of the database; shutting tenants off from each other needs one.
central-administrator-refused = The server does not take the user or the password of DATABASE_URL.
central-administrator-refused-remedy = Set DATABASE_URL to a superuser of the database and its present password.
central-tenant-unknown = There is no tenant with this code.
central-tenant-unknown-remedy = Compare it with the list under “Tenants”; codes are written in capital letters.
central-oversubscribed = ATTENTION: the tenants may open { $needed } connections together, but the server takes { $most }. Some workstations will find no place.
central-oversubscribed-remedy = Raise max_connections in postgresql.conf to { $needed } or more and restart PostgreSQL, or give tenants fewer connections.
central-database-url = DATABASE_URL is missing.
central-database-url-remedy = Set it in the environment: postgres://user:password@host:5432/database of a superuser.
central-session-secret = SESSION_SECRET is missing or shorter than 32 characters.
central-session-secret-remedy = Set it in the environment, and keep it where you keep the database's own password.
central-wrong-password = E-mail or password is wrong.
central-wrong-password-remedy = Try again, or ask your administrator to reset the password.
central-slowed = There were too many attempts.
central-slowed-remedy =
    { $seconds ->
        [one] Try again in { $seconds } second.
       *[other] Try again in { $seconds } seconds.
    }
central-same-password = The new password is the old one.
central-same-password-remedy = Choose another one.
central-session-expired = Your session with the central database has ended after 24 hours.
central-session-expired-remedy = Sign in again. Everything is kept here, and is sent afterwards.
central-session-revoked = Your session with the central database was ended by an administrator or on another workstation.
central-session-revoked-remedy = Sign in again. Everything is kept here, and is sent afterwards.
central-person-deactivated = Your account is no longer active.
central-person-deactivated-remedy = Ask your administrator. Nothing that is kept here is lost.
central-password-due = Your password must be changed before you go on.
central-password-due-remedy = Choose a new password.
central-signed-out = Nobody is signed in to the central database.
central-signed-out-remedy = Sign in. Everything is kept here, and is sent afterwards.
central-forbidden = Your role has not the right for this ({ $capability }).
central-forbidden-remedy = Ask an administrator of your tenant.
central-not-found = It is no longer there.
central-not-found-remedy = Load the page again.
central-conflict = It has been changed meanwhile, or the name is taken.
central-conflict-remedy = Load it again and look at the present state.
central-invalid =
    { $field ->
        [reason] The reason is missing, too short or too long.
        [key] There is no such setting.
        [status] There is no such state.
        [person] The person is missing or malformed.
        [preferences] The preferences are malformed.
       *[other] The central database does not take one of the values.
    }
central-invalid-remedy = Correct it and try again. If everything is as it should be, give the details to support.
central-busy = The central database is busy with the same thing for somebody else.
central-busy-remedy = Nothing to do: it is tried again by itself.
central-lost = The connection to the central database was lost.
central-lost-remedy = Nothing to do: it is tried again by itself. Everything is kept here.
central-database = The central database could not do this.
central-database-remedy = Try again. If it stays so, give the details to the database's administrator.

# The same to somebody for whom nothing is kept yet and nothing is tried again: at the first connection, and to administrators.
central-name-unknown-first-remedy = Check the name, or ask whoever looks after the network, then try again.
central-away-first-remedy = Check host and port, and whether the database's server runs and the network lets you through, then try again.
central-certificate-not-pinned-first-remedy =
    Shown (SHA-256): { $shown }
    Pinned: { $pinned }
    Have the certificate shown again and compare it with what the database's administrator says before you pin it. If it is not theirs, somebody may stand in between. Nothing was sent.
central-role-refused-first-remedy = Compare role and password with what the administrator gave you; they may have been changed since.
central-tenant-disabled-first-remedy = Ask the platform's operator to enable it.
central-connection-limit-first-remedy = Close the connection of another workstation, or ask the administrator to raise the limit, then try again.
central-starting-first-remedy = Wait a moment, then try again.
central-database-older-first-remedy = Its administrator runs “optria central migrate” of this version.
central-database-newer-first-remedy = Update OPTRIA IQ on this computer, then try again.
central-busy-first-remedy = Try again in a moment.
central-lost-first-remedy = Try again. If it stays so, something between here and the server ends connections.
central-stage-not-used = Not used on this computer itself.

# Connecting a workstation, and working without the database.
central-host-malformed = This is no name or address of a server.
central-host-malformed-remedy = Write the name alone, such as db.example, or an IP address; port and database have fields of their own.
central-fingerprint-malformed = This is no SHA-256 fingerprint.
central-fingerprint-malformed-remedy = It has 64 digits and letters from a to f; colons and spaces may stand between them.
central-role-malformed = This is no name of a tenant's role.
central-role-malformed-remedy = Take it as the administrator gave it, such as optria_t_1f3a.
central-role-password-missing = The tenant role's password is not on this workstation any more.
central-role-password-missing-remedy = Ask the administrator for the present one and enter it under “The role's password has changed”.
central-certificate-malformed = The server's certificate cannot be read.
central-certificate-malformed-remedy = Ask the database's administrator for another certificate.
central-tenant-code-wrong = The role is not of the tenant with this code.
central-tenant-code-wrong-remedy = Compare code and role with what the administrator gave you.
central-other-tenant = This is another tenant or another database than the workspace belongs to.
central-other-tenant-remedy = Add another workspace for it; nothing in this one has been changed.
central-password-needed = Your session with the central database is over.
central-password-needed-remedy = Choose “Go online” and enter your password. Everything is kept here meanwhile.
central-not-connected = You are not signed in to the central database.
central-not-connected-remedy = Choose “Go online”, or try again when the central database can be reached.
workspace-is-standalone = This workspace has no central database.
workspace-is-standalone-remedy = What you asked for is done in a workspace that is connected to one.
workspace-is-connected-not-created = A workspace of a central database is not created here; it is connected.
workspace-is-connected-not-created-remedy = Choose “Connect to a central database”.
workspace-not-here = There is no such workspace on this workstation.
workspace-not-here-remedy = Load the list again.
take-in-sign-in = E-mail or password is not right in the standalone workspace.
take-in-sign-in-remedy = Enter those of an administrator of that workspace, as when signing in there.
take-in-administrator = Only an administrator of the standalone workspace hands it over.
take-in-administrator-remedy = Enter the e-mail and password of one of its administrators.
take-in-exchange = What the tenant has is not wholly known here, so nothing is taken in.
take-in-exchange-remedy = Go online and wait until the sync page says that everything has been exchanged; then try again.
take-in-simulated = The demo plant is simulated and is not taken into a tenant.
take-in-simulated-remedy = Choose a workspace with your own plant.
take-in-central = This workspace belongs to a tenant already.
take-in-central-remedy = Choose a standalone workspace.
take-in-reference = What it belongs to is not taken in.
take-in-other-unit = The tenant measures it in { $tenant }, the standalone workspace in { $standalone }: limits and scale would be wrong.
take-in-other-connector = The tenant has an integration of this name over another connector ({ $tenant } instead of { $standalone }).
adopt-nobody = There is no such person in this tenant.
adopt-nobody-remedy = Load the list again.
adopt-active = This person is still active and sends their changes themselves.
adopt-active-remedy = Ask them to sign in on this workstation; or deactivate them first if they are not coming back.
smoke-test-is-central = This workspace belongs to a tenant, whose plant is not written to for a test.
smoke-test-is-central-remedy = The operator of the central database runs “optria smoke-test --central”, which has a tenant of its own.
people-are-central = The people of this workspace are kept in the central database.
people-are-central-remedy = Use the page “Users”, which needs the connection to it.
person-deactivated = Your account is no longer active.
person-deactivated-remedy = Ask your administrator. Nothing that is kept here is lost.
workstation-key-damaged = This workstation's own key cannot be read.
workstation-key-damaged-remedy = An administrator removes this workstation and enrols it anew.
sign-in-refused-offline =
    { $reason ->
        [central-role-refused] The central database does not take this workstation's role password any more, and this e-mail and password do not open the workspace without it.
        [central-name-unknown] The central database's server cannot be found, and this e-mail and password do not open the workspace without it.
       *[other] The central database cannot be used at the moment, and this e-mail and password do not open the workspace without it.
    }
sign-in-refused-offline-remedy = Check both. Somebody who has never signed in here can do so only while the central database is reached.
unlock-needs-central = You can open this workspace only while the central database is reached.
unlock-needs-central-remedy = Sign in when it is reached. After that you can also work without it.
unlock-grace-over =
    { $days ->
        [one] The day for which this workspace may be opened without the central database is over.
       *[other] The { $days } days for which this workspace may be opened without the central database are over.
    }
unlock-grace-over-remedy = Sign in once while the central database is reached. Everything is kept here, and collecting goes on.
unlock-clock-set-back = This computer's clock shows a time that has already passed here.
unlock-clock-set-back-remedy = Set the clock right, or sign in while the central database is reached.
job-watch-central = Central database
job-watch-central-outcome = Sessions online: { $online }, offline: { $offline }
workstation-not-enrolled = This workstation is not enrolled with the central database.
workstation-not-enrolled-remedy = An administrator enrols it on the page “Workstations”.

job-sync = Exchange with the central database
job-sync-outcome = Operations sent: { $sent }, rows received: { $received }
job-leases = Who collects
job-leases-outcome = Collected here: { $held }, by other workstations: { $others }
job-forward = Readings to the central database
job-forward-outcome = Readings sent: { $readings }
central-silent = The central database has stopped answering.
central-silent-remedy = Nothing to do: the connection is made anew by itself. Everything is kept here.
conflict-decided = This conflict has been decided already.
conflict-decided-remedy = Load the list again.
conflict-value-not-taken = The field does not take this value ({ $column }).
conflict-value-not-taken-remedy = Edit the value, or keep theirs.
conflict-row-gone = What this conflict is about has been deleted meanwhile.
conflict-row-gone-remedy = Keep theirs. Your values stay in the history for { 35 } days.
central-role-password-again = For another server or role the password has to be given again.
central-role-password-again-remedy = Enter the password of the tenant's role. The one that is kept here is shown to no other server.
