# What “optria central verify” finds in the central database, and what its administrator does about it (as a superuser in psql).

gate-rule-unknown = { $rule }: { $object }
gate-rule-unknown-remedy = This version does not know the rule. Run “optria central verify” of the version that migrated the database, or ask for support.
gate-action-log-broken = The action log of { $object } is not intact from entry { $entry } on: something was changed or removed past the product.
gate-action-log-broken-remedy = Keep the database as it is and find out who had a superuser's password. Compare the head with those that you kept, restore the log from a backup beside it, and tell the tenant from which entry on it cannot be relied on.
gate-table-without-forced-row-security = The table { $object } does not force row security on everybody.
gate-table-without-forced-row-security-remedy = If it is the product's: ALTER TABLE { $object } ENABLE ROW LEVEL SECURITY, then FORCE ROW LEVEL SECURITY. If it is somebody else's: move it to a database of its own.
gate-policy-with-or = A row policy has an OR, by which rows of other tenants may get through: { $object }.
gate-policy-with-or-remedy = The product has no such policy. Find out who made it and take it away with DROP POLICY.
gate-policy-that-is-worked-out-for-each-row = A row policy asks who is signed in anew for each row: { $object }.
gate-policy-that-is-worked-out-for-each-row-remedy = The product has no such policy. Take it away with DROP POLICY, or write the call as (SELECT auth...).
gate-policy-that-names-a-role-with-tenants-in-it = A row policy names a role that tenants belong to, who could remove it for everybody: { $object }.
gate-policy-that-names-a-role-with-tenants-in-it-remedy = ALTER POLICY it to PUBLIC, or take it away with DROP POLICY if it is not the product's.
gate-policy-for-everybody-that-does-not-compare-the-tenant = A row policy for everybody does not compare the tenant: { $object }.
gate-policy-for-everybody-that-does-not-compare-the-tenant-remedy = Take it away with DROP POLICY. If the product's own policy “tenant” is missing there, restore it from the migration that made the table (migrations/central), and only then let workstations in.
gate-two-policies-for-everybody-on-one-table = There are two row policies for everybody on { $object }; one alone lets a row through.
gate-two-policies-for-everybody-on-one-table-remedy = Keep the product's, “tenant”, and take the other away with DROP POLICY.
gate-definer-function-without-pinned-search-path = The function { $object } runs with its owner's rights and looks things up where its caller says.
gate-definer-function-without-pinned-search-path-remedy = ALTER FUNCTION { $object } SET search_path = pg_catalog, pg_temp; if it is not the product's, DROP FUNCTION.
gate-definer-function-of-a-superuser = The function { $object } runs with a superuser's rights, past row security.
gate-definer-function-of-a-superuser-remedy = If it is the product's: ALTER FUNCTION { $object } OWNER TO the role that its migration names. If it is not: DROP FUNCTION.
gate-function-that-public-may-run = Everybody may run the function { $object }.
gate-function-that-public-may-run-remedy = REVOKE ALL ON FUNCTION { $object } FROM PUBLIC.
gate-dangerous-function-that-public-may-run = Everybody may run { $object }, which looks at or blocks other tenants.
gate-dangerous-function-that-public-may-run-remedy = REVOKE ALL ON FUNCTION { $object } FROM PUBLIC; where a monitoring role needs it, GRANT it to that role alone. After an upgrade of PostgreSQL this is expected for its new functions.
gate-key-without-tenant-id-in-front = The unique index { $object } does not begin with the tenant: it would tell one tenant of another's values.
gate-key-without-tenant-id-in-front-remedy = The product has no such index. Take it away with DROP INDEX (or ALTER TABLE ... DROP CONSTRAINT) and make it anew with tenant_id in front if you need it.
gate-foreign-key-without-tenant-id-in-front = The foreign key { $object } does not begin with the tenant: a row could refer to another tenant's.
gate-foreign-key-without-tenant-id-in-front-remedy = The product has no such key. Take it away with ALTER TABLE ... DROP CONSTRAINT.
gate-client-may-write-directly = Workstations may write past the functions of the product: { $object }.
gate-client-may-write-directly-remedy = REVOKE that right on that table from optria_client, PUBLIC and the tenant's role.
gate-client-may-write-a-column-directly = Workstations may write a column past the functions of the product: { $object }.
gate-client-may-write-a-column-directly-remedy = REVOKE that right on that column from optria_client, PUBLIC and the tenant's role.
gate-client-reads-keys-verifiers-or-sessions = Workstations may read keys, password verifiers or sessions: { $object }.
gate-client-reads-keys-verifiers-or-sessions-remedy = REVOKE SELECT ON { $object } FROM optria_client, PUBLIC at once. Then run “optria central rotate-signing-key” for each tenant, and have passwords changed: what was readable may have been read.
gate-view-that-reads-with-its-owners-rights = The view { $object } reads with its owner's rights, past row security.
gate-view-that-reads-with-its-owners-rights-remedy = ALTER VIEW { $object } SET (security_invoker = true), or DROP VIEW if it is not the product's.
gate-materialized-view-sequence-open-to-clients-or-foreign-table = { $object } is a materialized view, a foreign table or a sequence open to workstations; row security does not reach it.
gate-materialized-view-sequence-open-to-clients-or-foreign-table-remedy = Move it to a database of its own, or REVOKE the sequence from optria_client and PUBLIC.
gate-schema-in-which-clients-may-create = Workstations may create objects in the schema { $object }.
gate-schema-in-which-clients-may-create-remedy = REVOKE CREATE ON SCHEMA { $object } FROM PUBLIC, optria_client.
gate-database-in-which-clients-may-create-or-make-temporary-tables = Workstations may create schemas or temporary tables in the database { $object }.
gate-database-in-which-clients-may-create-or-make-temporary-tables-remedy = REVOKE CREATE, TEMPORARY ON DATABASE { $object } FROM PUBLIC, optria_client.
gate-database-that-tenants-of-this-one-may-connect-to = The roles of the tenants may also connect to another database of this server: { $object }.
gate-database-that-tenants-of-this-one-may-connect-to-remedy = REVOKE CONNECT, TEMPORARY ON DATABASE { $object } FROM PUBLIC, after GRANT CONNECT to the roles that work there; or move that database to a server of its own.
gate-language-that-clients-may-use = Workstations may write functions in the language { $object }.
gate-language-that-clients-may-use-remedy = REVOKE ALL ON LANGUAGE { $object } FROM PUBLIC, optria_client.
gate-catalog-of-the-whole-cluster-that-clients-may-read = Workstations may read { $object }, which tells of all tenants.
gate-catalog-of-the-whole-cluster-that-clients-may-read-remedy = REVOKE ALL ON pg_catalog.{ $object } FROM PUBLIC, optria_client; where a monitoring role needs it, GRANT SELECT to that role alone.
gate-statistics-of-values-kept-for-all-tenants = PostgreSQL keeps statistics of values of all tenants, which EXPLAIN tells from: { $object }.
gate-statistics-of-values-kept-for-all-tenants-remedy = SELECT optria.keep_no_statistics(); then ANALYZE the table.
gate-tenants-role-with-more-than-a-tenants-rights = The role { $object } of a tenant has more rights than such a role may have.
gate-tenants-role-with-more-than-a-tenants-rights-remedy = Take from it whatever it has besides membership in optria_client: attributes with ALTER ROLE (a connection limit must be set), memberships with REVOKE, objects that it owns with REASSIGN OWNED. Ask who gave them.
gate-role-of-the-product-that-can-do-more-than-it-should = The role { $object } of the product can do more than it should.
gate-role-of-the-product-that-can-do-more-than-it-should-remedy = ALTER ROLE { $object } NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION, and REVOKE the roles that it is a member of.
gate-bound-parameters-may-be-logged = The server may write values, passwords' proofs among them, into its log: { $object }.
gate-bound-parameters-may-be-logged-remedy = ALTER DATABASE { $object } SET log_parameter_max_length = 0, and the same for log_parameter_max_length_on_error.
gate-extension-besides-pgcrypto = The extension { $object } is installed beside the product's own; its functions have not been looked at.
gate-extension-besides-pgcrypto-remedy = DROP EXTENSION { $object }, or install it in a database of its own.
gate-transaction-that-a-tenant-may-leave-prepared = Tenants may leave transactions prepared, which keep their locks without a connection that could be cut off: { $object }.
gate-transaction-that-a-tenant-may-leave-prepared-remedy = Set max_prepared_transactions = 0 and restart PostgreSQL. ROLLBACK PREPARED what pg_prepared_xacts lists of roles that begin with optria_t_.
gate-transaction-of-a-tenant-that-is-open-for-an-hour = A tenant's connection has kept a transaction open for more than an hour, so no table of any tenant can be cleaned up: { $object } (role and process).
gate-transaction-of-a-tenant-that-is-open-for-an-hour-remedy = SELECT pg_terminate_backend(the process); a workstation connects again by itself. If it comes back, ask the tenant who uses its role outside the product, and change its password with optria central rotate-tenant-password.
