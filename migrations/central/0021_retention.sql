-- How long readings are kept here: whole months, for all tenants together, by an administrator's word and never by
-- themselves. What goes is told month by month.

CREATE FUNCTION optria.retain_readings(keep_days integer) RETURNS TABLE (period text, readings bigint)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    since timestamptz := date_trunc('month', clock_timestamp() - make_interval(days => keep_days));
    month record;
    gone bigint;
BEGIN
    IF (keep_days BETWEEN 31 AND 36500) IS NOT TRUE THEN
        RAISE EXCEPTION 'readings are kept for 31 to 36500 days';
    END IF;
    PERFORM optria.make_reading_partitions(clock_timestamp()::date, (clock_timestamp() + interval '12 months')::date);
    FOR month IN SELECT c.oid::regclass AS target, c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                  WHERE i.inhparent = 'plant.reading'::regclass AND c.relname ~ '^reading_[0-9]{4}_[0-9]{2}$'
                    AND to_date(substr(c.relname, 9), 'YYYY_MM') < since::date ORDER BY c.relname LOOP
        EXECUTE format('SELECT count(*) FROM %s', month.target) INTO gone;
        EXECUTE format('DROP TABLE %s', month.target);
        period := replace(substr(month.relname, 9), '_', '-');
        readings := gone;
        RETURN NEXT;
    END LOOP;
    DELETE FROM plant.reading_default r WHERE r.ts < since;
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone > 0 THEN
        period := 'earlier';
        readings := gone;
        RETURN NEXT;
    END IF;
    DELETE FROM plant.gap g WHERE g.to_ts < since;
END
$$;
SELECT optria.settle('optria.retain_readings', 'optria_owner');
