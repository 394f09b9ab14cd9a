-- Scores, alerts, optimization, work orders, the workforce and the history that reliability is fitted from.

CREATE TABLE plant.score (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    asset_id uuid NOT NULL,
    at timestamptz NOT NULL,
    method text NOT NULL CHECK (length(method) BETWEEN 1 AND 100),
    health double precision CHECK (health BETWEEN 0 AND 100),
    failure_probability double precision CHECK (failure_probability BETWEEN 0 AND 1),
    horizon_days integer,
    anomaly double precision,
    remaining_life_days double precision,
    data_quality double precision,
    factors jsonb CHECK (pg_column_size(factors) <= 262144),
    insufficient jsonb CHECK (pg_column_size(insufficient) <= 65536),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, asset_id) REFERENCES plant.asset (tenant_id, id) ON DELETE CASCADE,
    CHECK ((health IS NULL) = (insufficient IS NOT NULL))
);
CREATE INDEX score_by_asset ON plant.score (tenant_id, asset_id, at);

CREATE TABLE plant.alert_rule (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    asset_id uuid,
    metric_id uuid,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
    name_en text NOT NULL CHECK (length(name_en) <= 500),
    name_ar text NOT NULL CHECK (length(name_ar) <= 500),
    severity text NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low')),
    parameters jsonb NOT NULL DEFAULT '{}' CHECK (pg_column_size(parameters) <= 65536),
    is_active boolean NOT NULL DEFAULT true,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, asset_id) REFERENCES plant.asset (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, metric_id) REFERENCES plant.metric (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX alert_rule_by_asset ON plant.alert_rule (tenant_id, asset_id);
CREATE INDEX alert_rule_by_metric ON plant.alert_rule (tenant_id, metric_id);

-- state as in ISA-18.2
CREATE TABLE plant.alert (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    asset_id uuid NOT NULL,
    rule_id uuid,
    metric_id uuid,
    severity text NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low')),
    state text NOT NULL CHECK (state IN ('unacknowledged', 'acknowledged', 'returned_unacknowledged', 'normal', 'shelved',
                                         'suppressed_by_design', 'out_of_service')),
    message jsonb CHECK (pg_column_size(message) <= 65536),
    raised_at timestamptz NOT NULL,
    acknowledged_at timestamptz,
    acknowledged_by uuid,
    returned_at timestamptz,
    shelved_at timestamptz,
    shelved_by uuid,
    shelved_until timestamptz,
    shelve_reason text CHECK (length(shelve_reason) <= 2000),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, asset_id) REFERENCES plant.asset (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, rule_id) REFERENCES plant.alert_rule (tenant_id, id),
    FOREIGN KEY (tenant_id, metric_id) REFERENCES plant.metric (tenant_id, id)
);
CREATE INDEX alert_by_asset ON plant.alert (tenant_id, asset_id, raised_at);
CREATE INDEX alert_by_rule ON plant.alert (tenant_id, rule_id);
CREATE INDEX alert_by_metric ON plant.alert (tenant_id, metric_id);

-- A name in *_by may be that of a platform owner who had opened the tenant: not one of its people, so no foreign key.
CREATE TABLE plant.run (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    model text NOT NULL CHECK (length(model) BETWEEN 1 AND 64),
    parameters jsonb NOT NULL CHECK (pg_column_size(parameters) <= 1048576),
    input_fingerprint text NOT NULL CHECK (length(input_fingerprint) <= 200),
    status text NOT NULL DEFAULT 'done' CHECK (length(status) BETWEEN 1 AND 32),
    started_at timestamptz NOT NULL,
    seconds double precision NOT NULL,
    cost_model_version bigint,
    started_by uuid NOT NULL,
    ranked integer NOT NULL DEFAULT 0,
    without_score integer NOT NULL DEFAULT 0,
    solver jsonb CHECK (pg_column_size(solver) <= 262144),
    objective double precision,
    bound double precision,
    gap double precision,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX run_by_time ON plant.run (tenant_id, started_at);

CREATE TABLE plant.recommendation (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    run_id uuid NOT NULL,
    rank integer NOT NULL,
    asset_id uuid NOT NULL,
    priority double precision NOT NULL,
    health double precision,
    failure_probability double precision,
    criticality_weight double precision,
    health_term double precision,
    probability_term double precision,
    criticality_term double precision,
    saving numeric,
    currency text CHECK (currency IN ('SAR', 'USD', 'EUR')),
    action jsonb NOT NULL CHECK (pg_column_size(action) <= 65536),
    why jsonb NOT NULL CHECK (pg_column_size(why) <= 262144),
    status text NOT NULL CHECK (status IN ('proposed', 'accepted', 'rejected')),
    decided_by uuid,
    decided_at timestamptz,
    work_order_id uuid,
    reason text CHECK (length(reason) <= 2000),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, run_id, rank),
    FOREIGN KEY (tenant_id, run_id) REFERENCES plant.run (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, asset_id) REFERENCES plant.asset (tenant_id, id) ON DELETE CASCADE,
    CHECK ((status = 'proposed') = (decided_at IS NULL)),
    CHECK ((status = 'accepted') = (work_order_id IS NOT NULL))
);
CREATE INDEX recommendation_by_asset ON plant.recommendation (tenant_id, asset_id);

-- no is the number that people know after the order has reached central: WO-000042.
CREATE TABLE plant.work_order (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    no bigint NOT NULL,
    asset_id uuid NOT NULL,
    title_en text NOT NULL CHECK (length(title_en) <= 500),
    title_ar text NOT NULL CHECK (length(title_ar) <= 500),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 50000),
    type text NOT NULL CHECK (type IN ('corrective', 'preventive', 'predictive', 'inspection')),
    priority text NOT NULL CHECK (priority IN ('critical', 'high', 'medium', 'low')),
    status text NOT NULL CHECK (status IN ('open', 'assigned', 'in_progress', 'done', 'cancelled')),
    source text NOT NULL DEFAULT 'manual' CHECK (source IN ('manual', 'alert', 'recommendation', 'sap')),
    recommendation_id uuid,
    alert_id uuid,
    assignee_id uuid,
    required_skills jsonb NOT NULL DEFAULT '[]' CHECK (pg_column_size(required_skills) <= 16384),
    estimated_hours double precision,
    due_on date,
    cost numeric,
    currency text CHECK (currency IN ('SAR', 'USD', 'EUR')),
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    UNIQUE (tenant_id, recommendation_id),
    FOREIGN KEY (tenant_id, asset_id) REFERENCES plant.asset (tenant_id, id)
);
CREATE INDEX work_order_by_asset ON plant.work_order (tenant_id, asset_id);
CREATE INDEX work_order_by_status ON plant.work_order (tenant_id, status);

-- done and cancelled are final; no order skips the work (domain::WorkOrderStatus::next).
CREATE FUNCTION sync.keep_work_order_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF new.status <> old.status AND (old.status, new.status) NOT IN (
        ('open', 'assigned'), ('open', 'in_progress'), ('open', 'cancelled'), ('assigned', 'open'),
        ('assigned', 'in_progress'), ('assigned', 'cancelled'), ('in_progress', 'assigned'), ('in_progress', 'done'),
        ('in_progress', 'cancelled')) THEN
        RAISE EXCEPTION 'a work order does not go from % to %', old.status, new.status
            USING ERRCODE = 'OP409', DETAIL = 'status';
    END IF;
    RETURN new;
END
$$;
CREATE FUNCTION sync.number_work_order() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    new.no := sync.next_number(new.tenant_id, 'work_order');
    RETURN new;
END
$$;
SELECT optria.settle('sync.keep_work_order_order', 'optria_owner');
SELECT optria.settle('sync.number_work_order', 'optria_keeper');
CREATE TRIGGER number_work_order BEFORE INSERT ON plant.work_order
    FOR EACH ROW EXECUTE FUNCTION sync.number_work_order();
CREATE TRIGGER keep_order BEFORE UPDATE ON plant.work_order
    FOR EACH ROW EXECUTE FUNCTION sync.keep_work_order_order();

CREATE TABLE plant.work_order_note (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    work_order_id uuid NOT NULL,
    at timestamptz NOT NULL,
    author_id uuid NOT NULL,
    body text NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, work_order_id) REFERENCES plant.work_order (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX work_order_note_by_order ON plant.work_order_note (tenant_id, work_order_id, at);

CREATE TABLE plant.engineer (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    person_id uuid,
    name_en text NOT NULL CHECK (length(name_en) <= 500),
    name_ar text NOT NULL CHECK (length(name_ar) <= 500),
    home_site_id uuid,
    max_hours_a_day double precision NOT NULL DEFAULT 8 CHECK (max_hours_a_day BETWEEN 0 AND 24),
    calendar jsonb NOT NULL DEFAULT '{}' CHECK (pg_column_size(calendar) <= 65536),
    is_active boolean NOT NULL DEFAULT true,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES plant.person (tenant_id, id),
    FOREIGN KEY (tenant_id, home_site_id) REFERENCES plant.site (tenant_id, id)
);
CREATE INDEX engineer_by_person ON plant.engineer (tenant_id, person_id);
CREATE INDEX engineer_by_site ON plant.engineer (tenant_id, home_site_id);

CREATE TABLE plant.engineer_skill (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    engineer_id uuid NOT NULL,
    skill text NOT NULL CHECK (length(skill) BETWEEN 1 AND 200),
    level integer NOT NULL CHECK (level BETWEEN 1 AND 5),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, engineer_id, skill),
    FOREIGN KEY (tenant_id, engineer_id) REFERENCES plant.engineer (tenant_id, id) ON DELETE CASCADE
);

-- Failures and maintenance of assets: what reliability fits are made from.
CREATE TABLE plant.asset_event (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    asset_id uuid NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN ('failure', 'maintenance')),
    -- the failure mode's ISO 14224 code, or the kind of work
    detail text NOT NULL CHECK (length(detail) <= 200),
    downtime_hours double precision CHECK (downtime_hours >= 0),
    cost numeric,
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 20000),
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, asset_id) REFERENCES plant.asset (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX asset_event_by_asset ON plant.asset_event (tenant_id, asset_id, at);

-- Each saving is a version of its own; the highest is the active one. Two that were saved apart offline get two
-- numbers, in the order in which they come in.
CREATE TABLE plant.cost_model (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    version bigint NOT NULL,
    model jsonb NOT NULL CHECK (jsonb_typeof(model) = 'object' AND pg_column_size(model) <= 262144),
    reason text NOT NULL CHECK (length(reason) <= 2000),
    saved_at timestamptz NOT NULL,
    saved_by uuid NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, version)
);
CREATE FUNCTION sync.number_cost_model() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    new.version := sync.next_number(new.tenant_id, 'cost_model');
    RETURN new;
END
$$;
SELECT optria.settle('sync.number_cost_model', 'optria_keeper');
CREATE TRIGGER number_cost_model BEFORE INSERT ON plant.cost_model
    FOR EACH ROW EXECUTE FUNCTION sync.number_cost_model();

-- The client secret is in plant.sealed_secret.
CREATE TABLE plant.identity_provider (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('azure_ad', 'okta', 'google', 'oidc')),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
    issuer text NOT NULL CHECK (length(issuer) <= 2000),
    client_id text NOT NULL CHECK (length(client_id) <= 500),
    role_mapping jsonb NOT NULL DEFAULT '{}' CHECK (pg_column_size(role_mapping) <= 65536),
    is_active boolean NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX identity_provider_name ON plant.identity_provider (tenant_id, lower(name));

-- Five of the six steps are seen in the data; the first is marked by hand.
CREATE TABLE plant.onboarding_progress (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    profile_completed_at timestamptz,
    profile_completed_by uuid,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id)
);

DO $$
DECLARE
    line record;
BEGIN
    FOR line IN SELECT * FROM (VALUES
        ('plant.score', NULL), ('plant.alert_rule', 'read_collection'), ('plant.alert', NULL),
        ('plant.run', 'view_optimization'), ('plant.recommendation', 'view_optimization'), ('plant.work_order', NULL),
        ('plant.work_order_note', NULL), ('plant.engineer', NULL), ('plant.engineer_skill', NULL),
        ('plant.asset_event', NULL), ('plant.cost_model', 'view_optimization'),
        ('plant.identity_provider', 'manage_settings'), ('plant.onboarding_progress', 'manage_settings')
    ) AS v (target, needs) LOOP
        PERFORM optria.protect(line.target::regclass, line.needs);
        PERFORM optria.follow(line.target::regclass, line.target <> 'plant.cost_model');
    END LOOP;
END
$$;
REVOKE UPDATE (no, created_by, created_at) ON plant.work_order FROM optria_writer;
REVOKE UPDATE ON plant.work_order_note, plant.cost_model FROM optria_writer;
REVOKE UPDATE (recorded_by, recorded_at) ON plant.asset_event FROM optria_writer;
