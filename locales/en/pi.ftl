# PI Web API: what can go wrong with one, and what to do about it. Every message has its remedy.

pi-url-malformed = { $url } is not the address of a PI Web API.
pi-url-malformed-remedy = Write it as https://host/piwebapi, without a user name, a password or a question mark in it.
pi-not-a-pi-web-api = What answers at { $host } is not a PI Web API.
pi-not-a-pi-web-api-remedy = Check the path of the address; it usually ends with /piwebapi. A sign-in page of a gateway in between looks like this too.
pi-redirected = { $host } sends elsewhere: { $to }.
pi-redirected-remedy = Enter the address that it sends to, if it is a PI Web API of yours. It is not followed by itself, so that the password goes to no other server. A sign-in page means that a gateway lies in between.
pi-access-denied = { $host } refused the user { $user } or the password.
pi-access-denied-remedy = Check the user name, with its domain, and the password. It was tried only once, so that the account is not locked, and will not be tried again until you change it or start again.
pi-token-refused = { $host } refused the token, or it has expired.
pi-token-refused-remedy = Have a new token issued and enter it here. It is not tried again until you change it or start again. Where the tokens' lives are short, sign in with OAuth 2.0 client credentials: then new ones are fetched by itself.
pi-fetched-token-refused = { $host } refused the token that was issued to the client { $user }.
pi-fetched-token-refused-remedy = A new one was fetched and refused too. Check the scope, and that the PI Web API trusts this token server and knows the client as a user with the right to read.
pi-token-endpoint-refused = The token server { $endpoint } refused the client { $user }: { $said }.
pi-token-endpoint-refused-remedy = Check the client ID and the client secret, that the client is active, and that it may use the grant type client credentials with this scope.
pi-token-endpoint-without-token = What { $endpoint } answers is no token.
pi-token-endpoint-without-token-remedy = Check the token address: it is the token endpoint of the authorization server, not its page for signing in.
pi-token-endpoint-unavailable = The token server { $endpoint } is not available ({ $status }).
pi-token-endpoint-unavailable-remedy = It is asked again by itself. If it stays so, have the authorization server looked at.
pi-sign-in-not-offered = { $host } does not take this way of signing in. It offers: { $offered }.
pi-sign-in-not-offered-remedy = Choose a way that it offers: Basic, a token (Bearer), or Windows sign-in (Negotiate). If it offers none of these, have one switched on among the authentication methods of the PI Web API. NTLM is not supported.
pi-forbidden = The user { $user } may not read this at { $host }.
pi-forbidden-remedy = Ask the PI administrator for a PI mapping or identity with the right to read the points and their data.
pi-unavailable = { $host } is not available ({ $status }).
pi-unavailable-remedy = It is asked again by itself. If it stays so, look at the PI Web API's service and at the gateway before it.
pi-server-error = { $host } answered with an error of its own ({ $status }).
pi-server-error-remedy = It is asked again by itself. If it stays so, look at the event log of the PI Web API's computer.
pi-request-refused = { $host } refused a question ({ $status }).
pi-request-refused-remedy = It is asked again by itself. If it stays so, send the log of this program and of the PI Web API to support.
pi-not-found = { $host } no longer knows a point or server that was asked for.
pi-not-found-remedy = The points are looked for again by their names by itself. If it stays so, check whether the Data Archive was replaced.
pi-answer-malformed = An answer of { $host } can't be read.
pi-answer-malformed-remedy = It is asked again by itself. If it stays so, something between here and the PI Web API changes or cuts its answers.
pi-answer-too-large = An answer of { $host } is too large.
pi-answer-too-large-remedy = Have the limits of the PI Web API for the number of values lowered to 150,000 or less.
pi-no-data-server = The PI Web API at { $host } knows no PI Data Archive.
pi-no-data-server-remedy = Have the Data Archive registered at the PI Web API's computer, and check that the user { $user } may see it.
pi-data-server-unknown = The PI Web API at { $host } knows no Data Archive { $server }. It knows: { $known }.
pi-data-server-unknown-remedy = Enter one of these names, or leave the field empty.
pi-data-server-not-connected = The PI Web API at { $host } has no connection to the Data Archive { $server }.
pi-data-server-not-connected-remedy = Look at the Data Archive and at the network between the two computers; ask the PI administrator.
pi-too-many-at-one-time = More than { $most } values of a point have the very same time, so that they can't be read page by page.
pi-too-many-at-one-time-remedy = Ask the PI administrator to look at the point; such data comes from a faulty interface.
pi-tag-unknown = There is no point { $tag }, or the user may not see it.
pi-tag-unknown-remedy = Check the name: \\SERVER\POINT. It may have been renamed or deleted; look for it in the browser and map it anew.
pi-tag-not-readable = The user may not read the point { $tag }.
pi-tag-not-readable-remedy = Ask the PI administrator for the right to read the point and its data.
pi-tag-not-numeric = The point { $tag } holds no numbers: its type is { $type }.
pi-tag-not-numeric-remedy = Map a point of numbers. The states of a digital point are words and never become numbers.
pi-no-points = The connection is right, but the user { $user } sees no point.
pi-no-points-remedy = Ask the PI administrator for the right to read the points.
pi-clock-skew = The clock of the Data Archive differs from this workstation's by { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
pi-clock-skew-remedy = Set both clocks by the same time server.
