-- Who does the work, what work asks for, and where tools and parts are kept.

-- A skill, a tool or a spare part, as the tenant names them.
CREATE TABLE resource (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('skill', 'tool', 'part')),
    code TEXT NOT NULL COLLATE NOCASE,
    name_en TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    families TEXT NOT NULL CHECK (json_valid(families)),
    version INTEGER NOT NULL CHECK (version > 0),
    UNIQUE (kind, code)
) STRICT;

CREATE TABLE engineer (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    code TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name_en TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    -- who they are when they sign in
    person_id BLOB UNIQUE REFERENCES person (id),
    home_site_id BLOB NOT NULL REFERENCES site (id),
    skills TEXT NOT NULL CHECK (json_valid(skills)),
    tools TEXT NOT NULL CHECK (json_valid(tools)),
    parts TEXT NOT NULL CHECK (json_valid(parts)),
    weekly TEXT NOT NULL CHECK (json_valid(weekly)),
    exceptions TEXT NOT NULL CHECK (json_valid(exceptions)),
    max_hours_per_day REAL NOT NULL CHECK (max_hours_per_day > 0),
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    version INTEGER NOT NULL CHECK (version > 0),
    -- code and names, folded for search
    search_text TEXT NOT NULL
) STRICT;
CREATE INDEX engineer_by_site ON engineer (home_site_id);

CREATE TABLE depot (
    site_id BLOB NOT NULL PRIMARY KEY REFERENCES site (id) ON DELETE CASCADE,
    loading_minutes INTEGER NOT NULL CHECK (loading_minutes >= 0),
    tools TEXT NOT NULL CHECK (json_valid(tools)),
    stock TEXT NOT NULL CHECK (json_valid(stock)),
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;

-- What an order asks for besides its hours; no row: nobody has said anything.
CREATE TABLE work_need (
    work_order_id BLOB NOT NULL PRIMARY KEY REFERENCES work_order (id) ON DELETE CASCADE,
    needs TEXT NOT NULL CHECK (json_valid(needs)),
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;

-- Who does an order when, as a person decided. Minutes of the day.
CREATE TABLE work_schedule (
    work_order_id BLOB NOT NULL PRIMARY KEY REFERENCES work_order (id) ON DELETE CASCADE,
    engineer_id BLOB NOT NULL REFERENCES engineer (id),
    day TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL CHECK ("end" > start),
    run_id BLOB,
    decided_by BLOB NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX work_schedule_by_engineer ON work_schedule (engineer_id, day);
