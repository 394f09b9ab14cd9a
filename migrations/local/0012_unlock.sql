-- Central workspaces: who may open this one without the central database, counted from when the database last knew them.

CREATE TABLE unlock (
    person_id BLOB NOT NULL PRIMARY KEY REFERENCES person (id),
    verified_at INTEGER NOT NULL
) STRICT;
