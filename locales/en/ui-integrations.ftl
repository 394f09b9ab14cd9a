# Integrations: data sources, the connection test, certificates.
integrations-title = Integrations
integrations-one = Integration
integrations-tab-data-sources = Data sources
integrations-tab-signal-mappings = Signal mappings
integrations-tab-certificates = Certificates
integrations-tab-accounting = Accounting
integrations-add = Add integration
integrations-add-kind = Add { $kind }
integrations-edit = Edit integration
integrations-edit-name = Edit { $name }
integrations-empty = No data sources yet
integrations-empty-why = Connect an OPC UA server of the plant, or start with the demo plant.
integrations-name = Name
integrations-name-help = What people here call this source
integrations-saved = { $name } is saved.
integrations-more = More
integrations-map = Map tags

integrations-field-needed = This is needed.
integrations-field-url = Write the whole address without spaces, as the help shows it: opc.tcp://host:port, or https://host/path.
integrations-field-range = A number within the range above.
integrations-field-long = This text is too long.
integrations-field-pem = A certificate in PEM, without its private key.
integrations-field-range-help = From { $min } to { $max }.
integrations-secret-kept = The keychain holds one, shown as ***. Leave this empty to keep it.
integrations-in-force-default = Left empty. In force:
integrations-in-force-own = In force: the value above, for this integration alone. Otherwise it would be:
integrations-in-force-own-only = In force: the value above. No default is set.
integrations-in-force-none-only = No default is set.

integrations-discover = Discover endpoints
integrations-endpoints-of = Endpoints of { $url }
integrations-endpoints-none = The server names no endpoint
integrations-endpoints-none-why = It answers, but offers nothing to connect to. Check its configuration.
integrations-endpoints-note = Discovery itself is not protected: what a server says here counts only once its certificate is checked and trusted.
integrations-endpoint-identities = Sign in as
integrations-endpoint-address = Address
integrations-endpoint-use = Use
integrations-endpoint-unsupported = not supported
integrations-comma = {", "}

integrations-test = Test
integrations-test-and-save = Save and test
integrations-test-hint-new = A test needs the configuration stored: it is saved first, not started. Cancel takes it away again.
integrations-test-hint = A test saves the configuration first. A running integration reconnects with it.
integrations-test-title = Connection test
integrations-test-of = Test { $name }
integrations-test-again = Test again
integrations-test-running = Testing, stage by stage…
integrations-test-ok = The connection works
integrations-test-failed = The connection does not work
integrations-test-not-yet = Not tested yet
integrations-test-not-yet-why = The test goes through each stage of the connection, tells its time, and where it fails says why and what to do.
integrations-stage-passed = Passed
integrations-stage-warned = Passed, with a warning
integrations-stage-failed = Failed
integrations-stage-skipped = Not reached

integrations-since = since
integrations-rate = Readings per second
integrations-mappings = Signals
integrations-mappings-of = { $active } of { $all } active
integrations-last-sync = Last reading
integrations-failed-tags = Tags that fail
integrations-overflow = Queue overflows
integrations-gaps = Gaps in 24 h
integrations-retry = Attempt { $attempt }, next at
integrations-start = Start
integrations-stop = Stop
integrations-try-again = Try again
integrations-stop-title = Stop { $name }?
integrations-stop-effect = { $count ->
    [0] Nothing is collected from it until it is started again.
    [one] { $count } signal is no longer collected. What happens until it is started again is filled from the source's history where there is one, otherwise it stays a gap.
   *[other] { $count } signals are no longer collected. What happens until it is started again is filled from the source's history where there is one, otherwise it stays a gap.
  }
integrations-speed = Speed of the demo plant
integrations-speed-times = { $times } × speed
integrations-delete-title = Delete { $name }?
integrations-delete-effect = { $count ->
    [0] Its configuration goes, and its password from the keychain. This can't be undone.
    [one] Its configuration and { $count } signal mapping go, and its password from the keychain. This can't be undone.
   *[other] Its configuration and { $count } signal mappings go, and its password from the keychain. This can't be undone.
  }
integrations-delete-confirm = { $count ->
    [0] Delete
    [one] Delete with { $count } mapping
   *[other] Delete with { $count } mappings
  }
integrations-deleted = { $name } is deleted.

integrations-log = Log
integrations-log-empty = Nothing has happened yet
integrations-log-times = { $count ->
   *[other] { $shown } times, last at
  }
integrations-last-error = Last error
integrations-severity-info = Information
integrations-severity-warning = Warning
integrations-severity-error = Error
integrations-gaps-title = Gaps
integrations-gaps-none = No gaps
integrations-gaps-none-why = None is recorded. A break that is going on is recorded when readings arrive again.
integrations-gap-from = From
integrations-gap-length = Length
integrations-gap-reason = Reason

certificates-own = This workstation's certificate
certificates-own-why = Servers must trust this certificate before they accept a secured connection. Save it and have it added to the server's trusted clients, or compare the thumbprint there.
certificates-own-save = Save as PEM…
certificates-own-saved = The certificate is saved.
certificates-servers = Certificates of servers
certificates-server = Certificate of the server
certificates-none = No server certificates yet
certificates-none-why = The first time a server is tested, its certificate waits here until a person trusts or rejects it. None is ever trusted silently.
certificates-not-allowed = Not part of your role
certificates-not-allowed-why = Certificates are kept by those who manage integrations.
certificates-ask = Nobody has judged this certificate yet, so nothing is exchanged with the server. Compare the thumbprint with the one on the server itself before trusting it.
certificates-state-quarantined = Waits for a decision
certificates-state-trusted = Trusted
certificates-state-rejected = Rejected
certificates-expired = expired
certificates-not-yet = not valid yet
certificates-thumbprint = Thumbprint (SHA-1)
certificates-copy-thumbprint = Copy thumbprint
certificates-subject = Issued to
certificates-issuer = Issued by
certificates-self-signed = itself (self-signed)
certificates-application = Application
certificates-hosts = Hosts
certificates-valid = Valid
certificates-key = Key
certificates-serial = Serial number
certificates-trust = Trust
certificates-trust-title = Trust this server?
certificates-trust-effect = Values from a server with this certificate will be taken as the plant's, and the password of the integration is sent to it. Trust has two sides: the server must also trust this workstation's certificate; the test that follows shows whether it does.
certificates-trusted-now = The certificate is trusted.
certificates-trust-withdraw = Withdraw trust
certificates-reject = Reject
certificates-reject-title = Reject this certificate?
certificates-reject-effect = No secured connection is made to a server with this certificate, and one that is running is ended. It can be trusted later from the list of certificates.
certificates-rejected-now = The certificate is rejected.
certificates-remove = Forget
certificates-remove-title = Forget this certificate?
certificates-remove-effect = The decision is forgotten. The next time a server shows this certificate it waits for a decision again; a connection that needs it is ended.
certificates-removed-now = The certificate is forgotten.
integrations-drift = { $count ->
    [one] One tag is no longer as it was mapped: it is gone from the source, holds no number, or is told in another unit.
   *[other] { $shown } tags are no longer as they were mapped: gone from the source, without a number, or told in another unit.
  }
integrations-drift-look = Look at them and bind them anew
