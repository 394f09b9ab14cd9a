# OPC UA: what can go wrong with a server, and what to do about it. Every message has its remedy.

opcua-url-malformed = { $url } is not an OPC UA address.
opcua-url-malformed-remedy = Write it as opc.tcp://host:port, for instance opc.tcp://plc7:4840.
opcua-host-not-found = No computer named { $host } was found.
opcua-host-not-found-remedy = Check the spelling of the name, or use the IP address. If the name is right, ask the network administrator whether this workstation's name server knows it.
opcua-connection-refused = { $host } is there, but nothing accepts connections on port { $port }.
opcua-connection-refused-remedy = Check the port number and that the OPC UA server is running. A firewall on the server may also refuse.
opcua-host-unreachable = { $host } can't be reached on port { $port }.
opcua-host-unreachable-remedy = Check the network cable, the route and the VPN to the plant network.
opcua-connect-timed-out = { $host } did not accept a connection on port { $port } within { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
opcua-connect-timed-out-remedy = The computer is off, or a firewall drops the packets without a word. Ask for port { $port } to be opened between this workstation and the server.
opcua-no-answer = { $host } accepted the connection on port { $port } but said nothing for { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
opcua-no-answer-remedy = The server program hangs, or something else listens on this port. Restart the OPC UA server, or check the port number.
opcua-not-an-opcua-server = What listens on { $host }, port { $port }, is not an OPC UA server.
opcua-not-an-opcua-server-remedy = Check the port number: this one belongs to another program, often a web server. OPC UA usually listens on 4840.
opcua-endpoint-url-refused = The server does not know the path in this address ({ $status }).
opcua-endpoint-url-refused-remedy = Use Discover and take over one of the addresses that the server offers.
opcua-timed-out = There was no answer within { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
opcua-timed-out-remedy = The server or the network is overloaded. Try again; if it stays so, look at the server's load.
opcua-service-timed-out = The server did not answer a request in time ({ $status }).
opcua-service-timed-out-remedy = The server or the network is overloaded. Longer publishing and sampling intervals ask less of it.
opcua-connection-lost = The connection to the server is gone ({ $status }).
opcua-connection-lost-remedy = The connection is made again by itself. If it breaks often, look at the network and at the server's log.
opcua-server-silent = The server said nothing for { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } although the connection stands.
opcua-server-silent-remedy = The connection is made again by itself. If this happens often, the server is overloaded or hangs; look at its log.
opcua-server-shutting-down = The server is shutting down ({ $state }).
opcua-server-shutting-down-remedy = Wait until it has been restarted; the connection is then made again by itself.
opcua-server-not-running = The server is not in operation; its state is { $state }.
opcua-server-not-running-remedy = Ask the server's administrator to bring it into the state Running.
opcua-service-failed = The server refused a request: { $status }.
opcua-service-failed-remedy = Look up the code in the server's documentation, or send it to the server's vendor with the server's log.
opcua-request-too-large = The server found even the smallest request too large ({ $status }).
opcua-request-too-large-remedy = Raise the server's limits for operations and message sizes.
opcua-too-many-sessions = The server has no session left for this workstation ({ $status }).
opcua-too-many-sessions-remedy = Close other clients of this server, or raise its session limit. Sessions left over from a crash end by themselves after some minutes.

opcua-policy-not-offered = The server does not offer { $wanted }. It offers: { $offered }.
opcua-policy-not-offered-remedy = Choose one of the offered policies, or have the wanted one switched on at the server.
opcua-policy-refused = The server refused the security policy or mode ({ $status }).
opcua-policy-refused-remedy = Use Discover and choose a policy and mode that the server offers.
opcua-identity-not-offered = The server takes no sign-in of this kind at this endpoint ({ $identity }).
opcua-identity-not-offered-remedy = Choose another way to sign in. Discover shows which ones each endpoint takes.
opcua-access-denied = The server refused this user ({ $status }).
opcua-access-denied-remedy = Check the user name and password. It was tried only once, so that the account is not locked, and will not be tried again until you change it or start again.
opcua-identity-refused = The server could not use this sign-in ({ $status }).
opcua-identity-refused-remedy = Check that the user certificate and its private key belong together and that the server knows the certificate.
opcua-user-certificate-malformed = The user certificate or its private key can't be read (field { $field }).
opcua-user-certificate-malformed-remedy = Paste the whole PEM text, from the BEGIN line to the END line. The private key must be RSA and without a pass phrase.
opcua-password-not-encrypted = The password travels to the server over a channel that is not secured.
opcua-password-not-encrypted-remedy = Choose the policy Basic256Sha256 or better, or use a user that may only read.

opcua-certificate-missing = The server has no certificate, though it offers security.
opcua-certificate-missing-remedy = Have a certificate made at the server.
opcua-certificate-malformed = The server's certificate can't be read: { $field }.
opcua-certificate-malformed-remedy = Have a new certificate made at the server. Accepting can't help here.
opcua-certificate-untrusted = The server's certificate is not known here yet: { $subject }, thumbprint { $thumbprint }.
opcua-certificate-untrusted-remedy = Compare the thumbprint with the one the server itself shows. If they are equal, trust the certificate under Certificates. If you did not expect a new certificate, do not trust it and ask who changed it.
opcua-certificate-rejected = A person has rejected this server's certificate: { $subject }, thumbprint { $thumbprint }.
opcua-certificate-rejected-remedy = If that was a mistake, trust it under Certificates.
opcua-certificate-expired = The server's certificate expired on { $date }: { $subject }.
opcua-certificate-expired-remedy = Have a new certificate made at the server. If the date is in the future for you, this workstation's clock is wrong.
opcua-certificate-not-yet-valid = The server's certificate is valid only from { $date }: { $subject }.
opcua-certificate-not-yet-valid-remedy = Check the clocks of this workstation and of the server.
opcua-certificate-expires-soon = The server's certificate expires on { $date }: { $subject }.
opcua-certificate-expires-soon-remedy = Have it renewed at the server in time; the new one has to be trusted here again.
opcua-certificate-wrong-host = The server's certificate is for { $names }, not for { $host }.
opcua-certificate-wrong-host-remedy = Use one of the names in the certificate as the address, or have a certificate with the name { $host } made at the server.
opcua-certificate-wrong-uri = The server's certificate belongs to the application { $found }, but the server calls itself { $expected }.
opcua-certificate-wrong-uri-remedy = Have a certificate made at the server that carries its own application URI.
opcua-certificate-weak-key = The key of the server's certificate is too short: { $key }.
opcua-certificate-weak-key-remedy = Have a certificate with an RSA key of at least 2048 bits made at the server.
opcua-own-certificate-refused = The server does not accept this workstation's certificate ({ $status }).
opcua-own-certificate-refused-remedy = Ask the server's administrator to trust the certificate with the thumbprint { $thumbprint }. It can be exported under Certificates. The connection is then made by itself.
opcua-certificate-not-listed = There is no certificate with the thumbprint { $thumbprint }.
opcua-certificate-not-listed-remedy = Reload the list of certificates; somebody else may have removed it.
opcua-certificate-store-unusable = The folder of the certificates can't be used: { $path }.
opcua-certificate-store-unusable-remedy = Check that the disk is not full and that you may write to this folder.

opcua-clock-skew = The server's clock differs from this workstation's by { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
opcua-clock-skew-remedy = Set both by the same time server (NTP). Readings keep the server's time and else appear too early or too late.

opcua-node-unknown = The server does not know this node ({ $status }).
opcua-node-unknown-remedy = Browse again; the server's address space has changed.
opcua-tag-unknown = The server does not know the tag { $tag }.
opcua-tag-unknown-remedy = Browse to it and map it anew: it was renamed or removed at the server. It is tried again every minute.
opcua-tag-malformed = { $tag } is not an OPC UA node id.
opcua-tag-malformed-remedy = Write it as nsu=namespace;s=name, or take it over by browsing.
opcua-tag-not-a-variable = { $tag } has no value: it is a folder or an object.
opcua-tag-not-a-variable-remedy = Open it and map one of the variables in it.
opcua-tag-not-readable = This user may not read { $tag } ({ $status }).
opcua-tag-not-readable-remedy = Have the right to read it given to the user at the server.
opcua-tag-not-numeric = The value of { $tag } is not a number.
opcua-tag-not-numeric-remedy = Map a tag with a number or an on/off value instead; texts, arrays and structures can't be trended.
opcua-tag-failed = { $tag } can't be followed: { $status }.
opcua-tag-failed-remedy = Look at the tag in the server. It is tried again every minute.
opcua-too-many-monitored-items = The server has no room left to follow { $tag }.
opcua-too-many-monitored-items-remedy = Follow fewer tags of this server, or raise its limit of monitored items.
