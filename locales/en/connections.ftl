# The way to a server of the plant: host, port, TLS. Each failure has its remedy.

net-host-malformed = The field { $field } does not hold the name or address of a computer.
net-host-malformed-remedy = Enter the bare name or IP address, for instance mes-db.plant.local: no https://, no path, and the port in its own field.
net-host-not-found = No computer named { $host } was found.
net-host-not-found-remedy = Check the spelling of the name, or use the IP address. If the name is right, ask the network administrator whether this workstation's name server knows it.
net-connection-refused = { $host } is there, but nothing accepts connections on port { $port }.
net-connection-refused-remedy = Check the port number and that the server program is running. A firewall on the server may also refuse.
net-host-unreachable = { $host } can't be reached on port { $port }.
net-host-unreachable-remedy = Check the network cable, the route and the VPN to the plant network.
net-connect-timed-out = { $host } did not accept a connection on port { $port } within { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
net-connect-timed-out-remedy = The computer is off, or a firewall drops the packets without a word. Ask for port { $port } to be opened between this workstation and the server.
net-timed-out = There was no answer within { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
net-timed-out-remedy = The server or the network is overloaded. Try again; if it stays so, look at the server's load.
net-rate-limited = { $host } takes no more questions for now; it asks to wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
net-rate-limited-remedy = It is asked again by itself after that time. If it happens often, ask less often or have the limit raised.
net-connection-lost = The connection to the server is gone.
net-connection-lost-remedy = The connection is made again by itself. If it breaks often, look at the network and at the server's log.
net-authority-unreadable = The text of the certificate authority holds no certificate that can be read.
net-authority-unreadable-remedy = Paste the whole certificate of the plant's authority in PEM, from BEGIN CERTIFICATE to END CERTIFICATE, or leave the field empty to trust the authorities of this computer.
net-password-not-encrypted = What goes to { $host } is not encrypted: the password and all values can be read on the way.
net-password-not-encrypted-remedy = Choose encryption, or use this only within a network that nobody else can listen to.
net-tls-not-spoken = What listens on { $host }, port { $port }, does not speak TLS.
net-tls-not-spoken-remedy = Check the port number. If the server has no TLS, have it switched on there; only if that can't be done, choose not encrypted.
net-tls-refused = { $host } broke off the start of TLS on port { $port }.
net-tls-refused-remedy = The server may offer only TLS versions older than 1.2, or ask for a client certificate. Ask its administrator for TLS 1.2 or 1.3 without one.
net-certificate-untrusted = The certificate of { $host } comes from an authority that is not trusted here: { $issuer }. SHA-256 { $fingerprint }.
net-certificate-untrusted-remedy = Ask the server's administrator for the certificate of the authority and paste it into the field for it. If you did not expect another certificate, don't, and ask who changed it.
net-certificate-expired = The certificate of { $host } expired on { $until }: { $subject }.
net-certificate-expired-remedy = Have it renewed at the server. If the date is in the future for you, this workstation's clock is wrong.
net-certificate-not-yet-valid = The certificate of { $host } is valid only from { $from }: { $subject }.
net-certificate-not-yet-valid-remedy = Check the clocks of this workstation and of the server.
net-certificate-wrong-host = The certificate is for { $names }, not for { $host }.
net-certificate-wrong-host-remedy = Use one of the names in the certificate as the host, or have a certificate with the name { $host } made at the server.
net-certificate-unusable = The certificate of { $host } can't be used: { $subject }.
net-certificate-unusable-remedy = Have a new certificate made at the server: for a server, version 3, with the server's name among its alternative names.
net-certificate-expires-soon = The certificate of { $host } expires on { $until }: { $subject }.
net-certificate-expires-soon-remedy = Have it renewed at the server in time.

# Windows sign-in (Kerberos) at a web server: with the ticket of the person at this machine.

negotiate-library-missing = This computer has no library for Windows sign-in (Kerberos).
negotiate-library-missing-remedy = Have the package libgssapi-krb5-2 (Debian, Ubuntu) or krb5-libs (Red Hat) installed and start the integration again. Everything else works without it.
negotiate-no-ticket = Nobody has a Kerberos ticket on this computer under the account that runs this program, so { $host } can't be told who asks.
negotiate-no-ticket-remedy = Sign in to this computer with an account of the domain; on Linux run kinit name@DOMAIN. For collecting without a person let a service keep a ticket from a keytab. It is tried again by itself.
negotiate-ticket-expired = The Kerberos ticket on this computer has expired.
negotiate-ticket-expired-remedy = Lock this computer and sign in again, or run kinit. It is tried again by itself as soon as there is a new ticket. Tickets that are renewed by themselves keep collecting going.
negotiate-service-unknown = The domain knows no web service by the name { $host } (HTTP/{ $host }).
negotiate-service-unknown-remedy = Enter the full name of the PI Web API's computer, as the domain knows it, and no IP address or short name. If that is right, have the service name registered: setspn -S HTTP/{ $host } with the account that the PI Web API runs as.
negotiate-clock-skew = { $host } or the domain refused the ticket because the clocks of the computers differ by more than five minutes.
negotiate-clock-skew-remedy = Set this computer's clock and that of { $host } by the domain's time server. It is tried again by itself.
negotiate-domain-away = No domain controller answers this computer, so there is no ticket for { $host }.
negotiate-domain-away-remedy = Check the network to the domain controller (port 88) and, on Linux, the domain in /etc/krb5.conf. It is tried again by itself.
negotiate-refused = { $host } refused the Kerberos ticket of the person who is signed in.
negotiate-refused-remedy = Have checked that the service name HTTP/{ $host } belongs to the account that the PI Web API runs as and to no other (setspn -Q), and that this person has a mapping in PI. It is not tried again until you change something or start again.
negotiate-failed = Windows sign-in (Kerberos) at { $host } did not come about.
negotiate-failed-remedy = The log has the library's own words. Check this computer's membership of the domain with the network administrator. It is tried again by itself.
