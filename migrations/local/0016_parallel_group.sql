-- Equipment that stands in for each other: production is lost only while more of it is out than there are spares.

CREATE TABLE parallel_group (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    site_id BLOB NOT NULL REFERENCES site (id) ON DELETE CASCADE,
    name_en TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    asset_ids TEXT NOT NULL CHECK (json_valid(asset_ids)),
    spare INTEGER NOT NULL CHECK (spare >= 0),
    most_in_work INTEGER CHECK (most_in_work > 0),
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
