-- Who signs in, what was done, the workspace's settings, and secrets where there is no keychain.

CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    email TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    last_sign_in_at INTEGER,
    preferences TEXT NOT NULL CHECK (json_valid(preferences)),
    -- Argon2id, PHC string
    verifier TEXT,
    failed_sign_ins INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER
) STRICT;

CREATE TABLE action_log (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    -- null: the product itself
    person_id BLOB,
    action TEXT NOT NULL,
    object TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('success', 'failure', 'pending')),
    message TEXT CHECK (message IS NULL OR json_valid(message))
) STRICT;
CREATE TRIGGER action_log_keeps_rows BEFORE DELETE ON action_log BEGIN
    SELECT RAISE(ABORT, 'the action log is append-only');
END;
CREATE TRIGGER action_log_keeps_text BEFORE UPDATE ON action_log BEGIN
    SELECT RAISE(ABORT, 'the action log is append-only');
END;

CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
