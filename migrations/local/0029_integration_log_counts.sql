-- A line of the log that is told again, with nothing else between, is counted: a link that is away for days is one line.
-- `last_at` is when it was last told; NULL where that was once.

ALTER TABLE integration_event ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
ALTER TABLE integration_event ADD COLUMN last_at INTEGER;
