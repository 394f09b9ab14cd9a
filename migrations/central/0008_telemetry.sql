-- Readings of all workstations, by month of their source time, and the gaps between them. Telemetry is not in the
-- change feed. (signal, ts) is stored once; what came first stays.

CREATE TABLE plant.reading (
    tenant_id uuid NOT NULL,
    signal bigint NOT NULL,
    ts timestamptz NOT NULL,
    value double precision,
    -- the source's status code, as OPC UA counts them
    status bigint NOT NULL,
    -- microseconds from the source time to the server's and to the receipt
    server_delta bigint,
    receipt_delta bigint,
    PRIMARY KEY (tenant_id, signal, ts)
) PARTITION BY RANGE (ts);
SELECT optria.protect('plant.reading', 'read_collection');
REVOKE UPDATE, DELETE ON plant.reading FROM optria_writer;

CREATE TABLE plant.gap (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    signal bigint NOT NULL,
    from_ts timestamptz NOT NULL,
    to_ts timestamptz NOT NULL,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 64),
    PRIMARY KEY (tenant_id, signal, from_ts, reason),
    CHECK (from_ts < to_ts)
);
SELECT optria.protect('plant.gap', 'read_collection');
REVOKE UPDATE, DELETE ON plant.gap FROM optria_writer;

-- A partition is reached through its table only: no grants, and row security of its own with the same policy.
CREATE FUNCTION optria.protect_partition(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s OWNER TO optria_owner', target);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = (SELECT auth.tenant_id_for(''read_collection''))) '
                   'WITH CHECK (tenant_id = (SELECT auth.tenant_id_for(''read_collection'')))', target);
    EXECUTE format('ALTER TABLE %s ALTER ts SET STATISTICS 0, ALTER value SET STATISTICS 0, ALTER status SET STATISTICS 0, '
                   'ALTER server_delta SET STATISTICS 0, ALTER receipt_delta SET STATISTICS 0', target);
    EXECUTE format('CREATE INDEX ON %s USING brin (ts)', target);
END
$$;

-- Makes the months from `first` to before `behind` that are missing. What lies in the default partition for such a
-- month is moved into it.
CREATE FUNCTION optria.make_reading_partitions(first date, behind date) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    month date := date_trunc('month', first);
    made integer := 0;
    name text;
BEGIN
    WHILE month < behind LOOP
        name := 'reading_' || to_char(month, 'YYYY_MM');
        IF to_regclass('plant.' || name) IS NULL THEN
            EXECUTE format('CREATE TABLE plant.%I (LIKE plant.reading INCLUDING ALL)', name);
            EXECUTE format('INSERT INTO plant.%I SELECT * FROM plant.reading_default WHERE ts >= %L AND ts < %L',
                           name, month, month + interval '1 month');
            EXECUTE format('DELETE FROM plant.reading_default WHERE ts >= %L AND ts < %L', month, month + interval '1 month');
            EXECUTE format('ALTER TABLE plant.reading ATTACH PARTITION plant.%I FOR VALUES FROM (%L) TO (%L)',
                           name, month, month + interval '1 month');
            PERFORM optria.protect_partition(format('plant.%I', name)::regclass);
            made := made + 1;
        END IF;
        month := month + interval '1 month';
    END LOOP;
    RETURN made;
END
$$;
SELECT optria.settle('optria.protect_partition', 'optria_owner');
SELECT optria.settle('optria.make_reading_partitions', 'optria_owner');
CREATE TABLE plant.reading_default PARTITION OF plant.reading DEFAULT;
SELECT optria.protect_partition('plant.reading_default');
SELECT optria.make_reading_partitions((now() - interval '3 months')::date, (now() + interval '12 months')::date);

-- Takes readings of the tenant's signals from an enrolled workstation. Sent again, they change nothing. `refused` are
-- those whose source time is before 1980 or more than a day ahead: no clock of a plant is right about them.
CREATE FUNCTION ingest.push(
    signal bigint[], ts timestamptz[], value double precision[], quality bigint[], server_delta bigint[] DEFAULT NULL,
    receipt_delta bigint[] DEFAULT NULL, OUT received integer, OUT stored integer, OUT refused integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
    horizon timestamptz := clock_timestamp() + interval '1 day';
BEGIN
    SELECT * INTO now_acting FROM auth.require('upload_telemetry');
    received := coalesce(cardinality(signal), 0);
    IF received > 20000 OR cardinality(ts) IS DISTINCT FROM received OR cardinality(value) IS DISTINCT FROM received
       OR cardinality(quality) IS DISTINCT FROM received
       OR coalesce(cardinality(server_delta), received) <> received
       OR coalesce(cardinality(receipt_delta), received) <> received THEN
        RAISE EXCEPTION 'at most 20000 readings, and as many of each' USING ERRCODE = 'OP422', DETAIL = 'signal';
    END IF;
    INSERT INTO plant.reading (tenant_id, signal, ts, value, status, server_delta, receipt_delta)
    SELECT now_acting.tenant_id, r.signal, r.ts, r.value, r.status, r.server_delta, r.receipt_delta
      FROM unnest(push.signal, push.ts, push.value, push.quality, push.server_delta, push.receipt_delta)
           AS r (signal, ts, value, status, server_delta, receipt_delta)
     WHERE r.ts BETWEEN '1980-01-01Z' AND horizon AND r.signal > 0 AND r.status IS NOT NULL
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS stored = ROW_COUNT;
    SELECT count(*) INTO refused FROM unnest(push.signal, push.ts, push.quality) AS r (signal, ts, status)
     WHERE (r.ts BETWEEN '1980-01-01Z' AND horizon AND r.signal > 0 AND r.status IS NOT NULL) IS NOT TRUE;
END
$$;

CREATE FUNCTION ingest.push_gaps(
    signal bigint[], from_ts timestamptz[], to_ts timestamptz[], reason text[], OUT received integer, OUT stored integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('upload_telemetry');
    received := coalesce(cardinality(signal), 0);
    IF received > 20000 OR cardinality(from_ts) IS DISTINCT FROM received OR cardinality(to_ts) IS DISTINCT FROM received
       OR cardinality(reason) IS DISTINCT FROM received THEN
        RAISE EXCEPTION 'at most 20000 gaps, and as many of each' USING ERRCODE = 'OP422', DETAIL = 'signal';
    END IF;
    INSERT INTO plant.gap (tenant_id, signal, from_ts, to_ts, reason)
    SELECT now_acting.tenant_id, r.signal, r.from_ts, r.to_ts, left(r.reason, 64)
      FROM unnest(push_gaps.signal, push_gaps.from_ts, push_gaps.to_ts, push_gaps.reason) AS r (signal, from_ts, to_ts, reason)
     WHERE r.signal > 0 AND r.from_ts < r.to_ts AND r.reason <> ''
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS stored = ROW_COUNT;
END
$$;
SELECT optria.settle('ingest.push', 'optria_writer', '{optria_client}');
SELECT optria.settle('ingest.push_gaps', 'optria_writer', '{optria_client}');
