# SAP Plant Maintenance: what can go wrong with the system, and what to do about it. Every message has its remedy.

sap-url-malformed = { $url } is not an address of the kind that is wanted here.
sap-url-malformed-remedy = Write it as https://host:port, without a user name, a password or a question mark in it. The client has a field of its own.
sap-client-malformed = { $client } is not an SAP client.
sap-client-malformed-remedy = A client is three digits, for instance 100. Leave the field empty for the system's default.
sap-zone-unknown = There is no time zone { $zone }.
sap-zone-unknown-remedy = Enter a name of the tz database, for instance Asia/Riyadh.
sap-name-malformed = { $given } can't stand in the field { $field }.
sap-name-malformed-remedy = Enter the name as SAP has it: letters, digits and underscores only.
sap-path-malformed = { $path } is not the path of a service ({ $service }).
sap-path-malformed-remedy = Copy the path from SAP Gateway (transaction /IWFND/MAINT_SERVICE or /IWFND/V4_ADMIN): from the first slash on, without host and without question mark.
sap-path-of-other-version = OData V4 is chosen, but { $path } is the path of the V2 service ({ $service }).
sap-path-of-other-version-remedy = Enter the path of the V4 service, which usually begins with /sap/opu/odata4/, or choose OData V2.
sap-redirected = { $host } sends elsewhere: { $to }.
sap-redirected-remedy = Enter the address that it sends to, if it is the SAP system of yours. It is not followed by itself, so that the password goes to no other server. A sign-in page means that single sign-on is asked for: have Basic or OAuth 2.0 allowed for these services.
sap-access-denied = { $host } refused the user { $user } or the password.
sap-access-denied-remedy = Check the user, the password and the client. It was tried only once, so that the user is not locked, and will not be tried again until you change it or start again. An initial password must be changed in SAP first.
sap-token-refused = { $host } refused the token that was issued to { $user }.
sap-token-refused-remedy = Check that the OAuth client is assigned to a system user and to these services (transaction SOAUTH2), and the scope. A new token was fetched and refused too.
sap-token-endpoint-refused = The token endpoint { $endpoint } refused the client { $user }: { $said }.
sap-token-endpoint-refused-remedy = Check the client ID and the client secret, and that the client may use the grant type client credentials with this scope.
sap-token-endpoint-without-token = What { $endpoint } answers is no token.
sap-token-endpoint-without-token-remedy = Check the token address; in ABAP systems it usually ends with /sap/bc/sec/oauth2/token, in SAP BTP with /oauth/token.
sap-token-endpoint-unavailable = The token endpoint { $endpoint } is not available ({ $status }).
sap-token-endpoint-unavailable-remedy = It is asked again by itself. If it stays so, look at the authorization server.
sap-client-unknown = The system { $host } has no client { $client }.
sap-client-unknown-remedy = Enter the client in which the plant is maintained; ask the SAP administrator (transaction SCC4).
sap-service-not-activated = The service for { $service } is not active at { $host }: { $path }. SAP says: { $said }
sap-service-not-activated-remedy = Have the service added in SAP Gateway (transaction /IWFND/MAINT_SERVICE, for V4 /IWFND/V4_ADMIN) and its node activated (transaction SICF).
sap-not-found = { $host } has nothing at { $path } ({ $service }). SAP says: { $said }
sap-not-found-remedy = Check the path of the service, and that the address leads to the SAP system and not to a portal before it.
sap-forbidden = The user { $user } may not use { $service } at { $host }. SAP says: { $said }
sap-forbidden-remedy = Ask the SAP administrator for the start authorization of the service (S_SERVICE) and for display, for orders also creation, in Plant Maintenance (I_BEGRP, I_IWERK, I_SWERK, I_AUART). Transactions SU53 and /IWFND/ERROR_LOG show what was missing.
sap-csrf-refused = { $host } did not take the token against forged requests for { $service }.
sap-csrf-refused-remedy = A gateway between here and SAP may remove the header X-CSRF-Token or the session cookie: have both let through.
sap-not-odata = What answers at { $host }{ $path } is not an OData service ({ $service }).
sap-not-odata-remedy = Check the address and the path. A sign-in page of a portal or gateway in between looks like this too.
sap-other-version = { $service } at { $host } is OData { $found }, but { $wanted } is chosen.
sap-other-version-remedy = Choose the version that the service has, or enter the path of the other service.
sap-set-missing = The service at { $path } has no { $service }.
sap-set-missing-remedy = Check the path: another service may have been entered in the field of this one.
sap-fields-missing = { $service } at { $host } lacks fields that are needed: { $fields }.
sap-fields-missing-remedy = Check that it is the service that SAP publishes, not an older one or one of your own. For the field of the work order's key, enter a field that the service has.
sap-key-field-too-short = The field { $field } takes { $most ->
    [one] { $most } character
   *[other] { $most } characters
  }; the key of a work order has { $needed }.
sap-key-field-too-short-remedy = Enter another field of the order for the key, for instance AdditionalDeviceData, or an own field of 40 characters.
sap-rate-limited = { $host } takes no more questions for now; it asks to wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
sap-rate-limited-remedy = It is asked again by itself after that time. If it happens often, ask less often or have the limit raised.
sap-unavailable = { $host } is not available ({ $status }).
sap-unavailable-remedy = It is asked again by itself. If it stays so, look at the SAP system and at the web dispatcher before it.
sap-server-error = { $host } answered with an error of its own ({ $status }). SAP says: { $said }
sap-server-error-remedy = It is asked again by itself. If it stays so, look at transactions /IWFND/ERROR_LOG and ST22 in SAP.
sap-request-refused = { $host } refused a question for { $service } ({ $status }). SAP says: { $said }
sap-request-refused-remedy = Look at transaction /IWFND/ERROR_LOG in SAP. If the question is at fault, send the log of this program to support.
sap-answer-malformed = An answer of { $host } for { $service } can't be read.
sap-answer-malformed-remedy = It is asked again by itself. If it stays so, something between here and SAP changes or cuts its answers.
sap-answer-too-large = An answer of { $host } for { $service } is too large.
sap-answer-too-large-remedy = Enter a smaller page size.
sap-next-page-elsewhere = The next page of { $service } lies at another server: { $to }.
sap-next-page-elsewhere-remedy = It is not followed, so that the password goes to no other server. Have the web dispatcher or gateway give addresses of the host { $host }, or enter the address that it gives.
sap-pages-without-end = { $service } at { $host } gives page after page without an end.
sap-pages-without-end-remedy = Ask the SAP administrator to look at the service; the same page is given again and again.
sap-order-unconfirmed = It is not known whether { $host } has taken the order: the answer was lost.
sap-order-unconfirmed-remedy = Nothing is written a second time: SAP is looked through for the order's key first, by itself, until it is certain.
sap-order-refused = SAP did not take the order: { $said }
sap-order-refused-remedy = Mend in SAP or in the integration what it says (order type, plant, work center of the object), and send the order again. No order was made.
sap-orders-doubled = SAP has several orders with the key { $key }: { $numbers }.
sap-orders-doubled-remedy = Somebody has copied the order in SAP with its key. Clear the key in the copies, and send again.
sap-nothing-to-see = The connection is right, but the user { $user } sees no { $service }.
sap-nothing-to-see-remedy = Ask the SAP administrator for the right to display the plant's technical objects, if there are any.
