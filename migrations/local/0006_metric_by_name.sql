-- The search in mappings asks which metrics have a name; there are few names and many metrics.

CREATE INDEX metric_by_name ON metric (name);
