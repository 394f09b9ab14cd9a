-- One workstation runs an integration: it holds a lease on it, by this server's clock, and each new holder gets a higher
-- fence. What comes in live names the fence it was collected under, and an old one is refused; what was collected before
-- is taken whenever it comes, since (signal, source time) is stored once whoever sends it.

CREATE TABLE plant.lease (
    tenant_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    device_id uuid NOT NULL,
    fence bigint NOT NULL,
    held_since timestamptz NOT NULL,
    renewed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, integration_id),
    FOREIGN KEY (tenant_id, integration_id) REFERENCES plant.integration (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, device_id) REFERENCES plant.device (tenant_id, id)
);
SELECT optria.protect('plant.lease', 'read_collection');

-- Takes or renews the lease of each integration that is free, over, or held by this workstation already, and tells of all
-- of them who holds them. The fence goes up with every change of the holder.
CREATE FUNCTION ingest.hold_leases(integrations uuid[], seconds integer)
RETURNS TABLE (integration_id uuid, fence bigint, is_mine boolean, holder text, held_since timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
    asked_at timestamptz := clock_timestamp();
BEGIN
    SELECT * INTO now_acting FROM auth.require('hold_leases');
    IF coalesce(cardinality(integrations), 0) > 1000 OR (seconds BETWEEN 1 AND 120) IS NOT TRUE THEN
        RAISE EXCEPTION 'at most 1000 leases of 1 to 120 seconds' USING ERRCODE = 'OP422', DETAIL = 'integrations';
    END IF;
    -- In one order, so that two workstations never wait for each other.
    INSERT INTO plant.lease AS l (tenant_id, integration_id, device_id, fence, held_since, renewed_at, expires_at)
    SELECT now_acting.tenant_id, i.id, now_acting.device_id, 1, asked_at, asked_at, asked_at + make_interval(secs => seconds)
      FROM plant.integration i WHERE i.tenant_id = now_acting.tenant_id AND i.id = ANY (integrations) ORDER BY i.id
    ON CONFLICT (tenant_id, integration_id) DO UPDATE
       SET fence = CASE WHEN l.device_id = excluded.device_id THEN l.fence ELSE l.fence + 1 END,
           held_since = CASE WHEN l.device_id = excluded.device_id THEN l.held_since ELSE excluded.held_since END,
           device_id = excluded.device_id, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
     WHERE l.device_id = excluded.device_id OR l.expires_at <= excluded.renewed_at;
    RETURN QUERY SELECT l.integration_id, l.fence, l.device_id = now_acting.device_id, d.name, l.held_since
      FROM plant.lease l JOIN plant.device d ON d.tenant_id = l.tenant_id AND d.id = l.device_id
     WHERE l.tenant_id = now_acting.tenant_id AND l.integration_id = ANY (integrations) ORDER BY l.integration_id;
END
$$;

-- Gives up leases of this workstation's at once: another need not wait until they are over.
CREATE FUNCTION ingest.release_leases(integrations uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
    released integer;
BEGIN
    SELECT * INTO now_acting FROM auth.require('hold_leases');
    UPDATE plant.lease l SET expires_at = clock_timestamp()
     WHERE l.tenant_id = now_acting.tenant_id AND l.integration_id = ANY (integrations)
       AND l.device_id = now_acting.device_id AND l.expires_at > clock_timestamp();
    GET DIAGNOSTICS released = ROW_COUNT;
    RETURN released;
END
$$;

-- What became of each batch, for a workstation that did not hear the answer.
CREATE TABLE sync.upload (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    batch uuid NOT NULL,
    device_id uuid NOT NULL,
    received integer NOT NULL,
    stored integer NOT NULL,
    refused integer NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, batch)
);
CREATE INDEX upload_by_device ON sync.upload (tenant_id, device_id, at);
SELECT optria.protect('sync.upload', 'read_collection');

-- Takes a batch of readings, best ordered by signal and time. `integrations` and `fences`: what is collected live, and
-- under which fence; an old one is refused (OP409, `fence`). The same batch sent again gets the same receipt; the same
-- reading in another batch changes nothing. `refused` are those whose source time is before 1980 or more than a day
-- ahead: no clock of a plant is right about them.
CREATE FUNCTION ingest.upload(
    batch uuid, integrations uuid[], fences bigint[], signal bigint[], ts timestamptz[], value double precision[],
    status bigint[], server_delta bigint[], receipt_delta bigint[], OUT received integer, OUT stored integer, OUT refused integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
    horizon timestamptz := clock_timestamp() + interval '1 day';
    valid integer;
BEGIN
    SELECT * INTO now_acting FROM auth.require('upload_telemetry');
    SELECT r.received, r.stored, r.refused INTO received, stored, refused FROM sync.upload r
     WHERE r.tenant_id = now_acting.tenant_id AND r.batch = upload.batch AND r.device_id = now_acting.device_id;
    IF FOUND THEN
        RETURN;
    END IF;
    received := coalesce(cardinality(upload.signal), 0);
    IF upload.batch IS NULL OR received > 100000 OR cardinality(upload.ts) IS DISTINCT FROM received
       OR cardinality(upload.value) IS DISTINCT FROM received OR cardinality(upload.status) IS DISTINCT FROM received
       OR cardinality(upload.server_delta) IS DISTINCT FROM received
       OR cardinality(upload.receipt_delta) IS DISTINCT FROM received
       OR coalesce(cardinality(integrations), 0) <> coalesce(cardinality(fences), 0) THEN
        RAISE EXCEPTION 'a batch has at most 100000 readings, and as many of each' USING ERRCODE = 'OP422', DETAIL = 'signal';
    END IF;
    -- Locked: a take-over waits until this batch is in.
    SELECT count(*) INTO valid FROM (
        SELECT FROM plant.lease l JOIN unnest(integrations, fences) AS f (integration, fence)
               ON l.integration_id = f.integration AND l.fence = f.fence
         WHERE l.tenant_id = now_acting.tenant_id AND l.device_id = now_acting.device_id AND l.expires_at > clock_timestamp()
           FOR SHARE OF l) held;
    IF valid <> coalesce(cardinality(integrations), 0) THEN
        RAISE EXCEPTION 'another workstation holds the lease, or it is over' USING ERRCODE = 'OP409', DETAIL = 'fence';
    END IF;
    BEGIN
        -- Mostly all are new: without looking for each one first this takes two thirds of the time.
        -- Row by row out of the arrays (ProjectSet), instead of laid down first (a tuplestore): a sixth of the time.
        INSERT INTO plant.reading (tenant_id, signal, ts, value, status, server_delta, receipt_delta)
        SELECT now_acting.tenant_id, r.signal, r.ts, r.value, r.status, r.server_delta, r.receipt_delta
          FROM (SELECT unnest(upload.signal) AS signal, unnest(upload.ts) AS ts, unnest(upload.value) AS value,
                       unnest(upload.status) AS status, unnest(upload.server_delta) AS server_delta,
                       unnest(upload.receipt_delta) AS receipt_delta) r
         WHERE r.ts BETWEEN '1980-01-01Z' AND horizon AND r.signal > 0 AND r.status IS NOT NULL;
        GET DIAGNOSTICS stored = ROW_COUNT;
        refused := received - stored;
    EXCEPTION WHEN unique_violation THEN
        INSERT INTO plant.reading (tenant_id, signal, ts, value, status, server_delta, receipt_delta)
        SELECT now_acting.tenant_id, r.signal, r.ts, r.value, r.status, r.server_delta, r.receipt_delta
          FROM unnest(upload.signal, upload.ts, upload.value, upload.status, upload.server_delta, upload.receipt_delta)
               AS r (signal, ts, value, status, server_delta, receipt_delta)
         WHERE r.ts BETWEEN '1980-01-01Z' AND horizon AND r.signal > 0 AND r.status IS NOT NULL
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS stored = ROW_COUNT;
        SELECT count(*) INTO refused FROM unnest(upload.signal, upload.ts, upload.status) AS r (signal, ts, status)
         WHERE (r.ts BETWEEN '1980-01-01Z' AND horizon AND r.signal > 0 AND r.status IS NOT NULL) IS NOT TRUE;
    END;
    DELETE FROM sync.upload r WHERE r.tenant_id = now_acting.tenant_id AND r.device_id = now_acting.device_id
       AND r.at < clock_timestamp() - interval '1 day';
    INSERT INTO sync.upload (tenant_id, batch, device_id, received, stored, refused)
    VALUES (now_acting.tenant_id, upload.batch, now_acting.device_id, received, stored, refused) ON CONFLICT DO NOTHING;
END
$$;

-- A gap that has grown since it was sent grows here too.
GRANT UPDATE (to_ts) ON plant.gap TO optria_writer;
CREATE OR REPLACE FUNCTION ingest.push_gaps(
    signal bigint[], from_ts timestamptz[], to_ts timestamptz[], reason text[], OUT received integer, OUT stored integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('upload_telemetry');
    received := coalesce(cardinality(push_gaps.signal), 0);
    IF received > 20000 OR cardinality(push_gaps.from_ts) IS DISTINCT FROM received
       OR cardinality(push_gaps.to_ts) IS DISTINCT FROM received OR cardinality(push_gaps.reason) IS DISTINCT FROM received THEN
        RAISE EXCEPTION 'at most 20000 gaps, and as many of each' USING ERRCODE = 'OP422', DETAIL = 'signal';
    END IF;
    INSERT INTO plant.gap AS g (tenant_id, signal, from_ts, to_ts, reason)
    SELECT now_acting.tenant_id, r.signal, r.from_ts, max(r.to_ts), left(r.reason, 64)
      FROM unnest(push_gaps.signal, push_gaps.from_ts, push_gaps.to_ts, push_gaps.reason) AS r (signal, from_ts, to_ts, reason)
     WHERE r.signal > 0 AND r.from_ts < r.to_ts AND r.reason <> ''
     GROUP BY r.signal, r.from_ts, left(r.reason, 64)
    ON CONFLICT (tenant_id, signal, from_ts, reason) DO UPDATE SET to_ts = excluded.to_ts WHERE g.to_ts < excluded.to_ts;
    GET DIAGNOSTICS stored = ROW_COUNT;
END
$$;

SELECT optria.settle(f, 'optria_writer', '{optria_client}')
  FROM unnest('{ingest.hold_leases,ingest.release_leases,ingest.upload,ingest.push_gaps}'::text[]) f;
SELECT optria.keep_no_statistics();
