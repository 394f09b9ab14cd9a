# Databases: what can go wrong with one, and what to do about it. Every message has its remedy.

sql-identifier-malformed = The field { $field } holds a name that no table or column can have.
sql-identifier-malformed-remedy = Enter the name as the database shows it, without quotation marks, line breaks or control characters.
sql-time-zone-unknown = There is no time zone named { $zone }.
sql-time-zone-unknown-remedy = Enter a name of the IANA list, for instance Asia/Riyadh or UTC.
sql-query-not-understood = The query can't be understood: { $why }
sql-query-not-understood-remedy = Correct the query; try it first in the database's own tool.
sql-query-not-one-select = The query is not one SELECT.
sql-query-not-one-select-remedy = Write a single SELECT. Nothing else is sent: no second statement, no INSERT, UPDATE, DELETE, SET or CALL.
sql-query-writes = The query would write or lock: it has INTO, FOR UPDATE or SHARE, or INSERT, UPDATE or DELETE inside.
sql-query-writes-remedy = Remove that part. Only reading is allowed.
sql-query-function-refused = The query uses { $name }, which does more than read.
sql-query-function-refused-remedy = Leave the function out.
sql-query-parameter-unknown = The query has the parameter { $name }, for which there is no value.
sql-query-parameter-unknown-remedy = Only :since and :until are filled in: the times between which readings are asked for.

sql-not-this-database = What listens on { $host }, port { $port }, is not { $engine }.
sql-not-this-database-remedy = Check the port number and which database this is: PostgreSQL usually listens on 5432, MySQL and MariaDB on 3306, SQL Server on 1433.
sql-encryption-not-offered = { $host } offers no encryption for connections to { $engine }.
sql-encryption-not-offered-remedy = Have TLS switched on at the server. Only if that can't be done, choose not encrypted.
sql-encryption-required = { $host } lets { $user } in only over an encrypted connection.
sql-encryption-required-remedy = Choose encryption with a verified certificate.
sql-access-denied = { $host } refused the user { $user } or the password.
sql-access-denied-remedy = Check the user name and password; if the database is MariaDB, also whether it wants an encrypted connection. It was tried only once, so that the account is not locked, and will not be tried again until you change it or start again.
sql-sign-in-not-supported = { $host } asks for a way of signing in that is not supported here.
sql-sign-in-not-supported-remedy = Give the user { $user } a password of an ordinary kind: SCRAM-SHA-256 in PostgreSQL, caching_sha2_password, ed25519 or mysql_native_password in MySQL and MariaDB, a login of SQL Server itself in SQL Server (its server must allow SQL Server authentication beside that of Windows).
sql-account-closed = The user { $user } may not sign in at { $host }: the account is locked or no account for signing in.
sql-account-closed-remedy = Have the account unlocked or given the right to log in by the database's administrator.
sql-password-expired = The password of { $user } has expired at { $host }.
sql-password-expired-remedy = Have a new password set by the database's administrator and enter it here.
sql-host-not-allowed = { $host } lets nobody in from this workstation, or not { $user } to { $database }.
sql-host-not-allowed-remedy = Ask the database's administrator to allow this workstation's address: in pg_hba.conf of PostgreSQL, in the user's host part of MySQL and MariaDB (there also FLUSH HOSTS after many failed tries), in the firewall rules of Azure SQL.
sql-database-not-opened = { $host } let { $user } in but did not open the database { $database }: it is not there, not online, or this login is no user in it.
sql-database-not-opened-remedy = Check the spelling. If it is right, ask the database's administrator to bring it online or to make the login a user of it.
sql-database-unknown = There is no database { $database } at { $host }.
sql-database-unknown-remedy = Check the spelling; PostgreSQL distinguishes capital and small letters.
sql-table-unknown = The table, view or schema is not in the database { $database }.
sql-table-unknown-remedy = Check the names of the schema and the table, with capital and small letters as the database shows them.
sql-column-unknown = A column that is asked for is not there: { $why }
sql-column-unknown-remedy = Check the names of the columns, with capital and small letters as the database shows them. A query must give its columns these names.
sql-select-denied = The user { $user } may not read the table in { $database }.
sql-select-denied-remedy = Ask the database's administrator for SELECT on it. More is never needed.
sql-write-refused = The database refused to write, as it was told to.
sql-write-refused-remedy = The query calls something that writes. Leave it out, or read from a view.
sql-query-refused = The database could not answer what was asked: { $why }
sql-query-refused-remedy = Check the query and the types of the columns; try it first in the database's own tool.
sql-query-failed = The database answered with the error { $code }.
sql-query-failed-remedy = Look up the code in the documentation of { $engine }, or ask the database's administrator with the server's log. It is tried again by itself.
sql-too-many-connections = { $host } has no connection left for { $user }.
sql-too-many-connections-remedy = Close other clients, or have the limit of connections raised. It is tried again by itself.
sql-server-starting = The database at { $host } is starting up or recovering.
sql-server-starting-remedy = Wait; the connection is then made by itself.
sql-single-user = { $host } or its database { $database } is open for one single connection, and somebody else has it.
sql-single-user-remedy = Its administrator is at work on it. Wait until it is open for all again (MULTI_USER); it is tried again by itself.
sql-replica-not-readable = The database { $database } at { $host } is a replica of an availability group that can't be read just now.
sql-replica-not-readable-remedy = Enter the listener of the availability group as the host, or have the replica set to be readable. It is tried again by itself.
sql-server-shutting-down = The database at { $host } is shutting down.
sql-server-shutting-down-remedy = Wait until it has been started again; the connection is then made by itself.
sql-statement-timed-out = The database did not finish what was asked within { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } and ended it.
sql-statement-timed-out-remedy = Have an index made over the tag and time columns; that is what is missing in most cases. Otherwise raise the time-out.
sql-statement-silent = { $host } did not answer a question, and not even the time-out of { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } for it.
sql-statement-silent-remedy = The server hangs or the network lost the connection without a word. It is tried again by itself; look at the server if it goes on.
sql-lock-timed-out = Somebody else holds the table locked.
sql-lock-timed-out-remedy = Reading waits until the lock is gone; it is tried again by itself. If it goes on, ask the database's administrator who holds it.
sql-deadlock = The database broke off the question because it and something that writes were waiting for each other (deadlock).
sql-deadlock-remedy = It is asked again by itself, and nothing is lost. If it happens often, have the database read row versions (READ_COMMITTED_SNAPSHOT), or read from a view made for it.
sql-time-column-type = The column { $column } holds no times but { $type }.
sql-time-column-type-remedy = Choose a column of type timestamp or date-time. Where times are numbers or text, read from a view or a query that converts them.
sql-value-column-type = The column { $column } holds values that are no numbers: { $type }.
sql-value-column-type-remedy = Choose a column of numbers, booleans, or text with numbers in it; otherwise read from a view or a query that converts them.
sql-too-many-at-one-time = More than { $most } readings have the very same time, so that they can't be read page by page.
sql-too-many-at-one-time-remedy = Times that are rounded to days or hours are too coarse. Choose the column with the exact time.
sql-tag-unknown = The table has no reading of the tag { $tag }.
sql-tag-unknown-remedy = Check the spelling, with capital and small letters. As soon as there is a reading it is taken by itself.
sql-nothing-there = The connection is right, but there is no reading to be found.
sql-nothing-there-remedy = Check whether it is the right table and whether something writes into it.
sql-user-may-write = The user { $user } may write to the database. It is never done from here, but the user could.
sql-user-may-write-remedy = Ask for a user with SELECT alone.
sql-user-may-write-unguarded = The login { $user } may write to { $database }, and SQL Server has no read-only session that would forbid it. Only reading is sent from here, but nothing at the server guards that.
sql-user-may-write-unguarded-remedy = Ask for a login with SELECT alone. It is the only guard that SQL Server itself gives.
sql-clock-skew = The clock of the database differs from this workstation's by { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
sql-clock-skew-remedy = Set both clocks by the same time server.
sql-readings-ahead = The newest reading lies in the future, with times read in the zone { $zone }. Such readings are taken only once their time has come.
sql-readings-ahead-remedy = Choose the time zone that the times in the table are kept in. If it is right, correct the rows with wrong times.
