-- When the connection of an integration was last known to stream. A source that reports changes only is silent about a
-- value that stays: its silence is no sign of staleness while the connection lives.
ALTER TABLE integration ADD COLUMN alive_at INTEGER;
