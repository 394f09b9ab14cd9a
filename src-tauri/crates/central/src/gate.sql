-- The gate of the central database: must give no row. Run by `optria central verify` and the tests; any psql of a
-- superuser can run it too. The rules are in migrations/central/0015_gate.sql.
SELECT rule, object FROM optria.findings() ORDER BY rule, object
