//! Where the attacks happen: a cluster with the platform, BETA full of canaries, and ALPHA with the attacker in it.

use crate::{As, Psql};
use central::{Administrator, Link, NewPerson, NewTenant, Provisioned, Server, Trust};
use domain::{Role, Secret};
use std::collections::BTreeMap;
use testkit::postgres::{Cluster, Settings};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

pub const PASSWORD: &str = "a password of tests";
const SESSION_SECRET: &str = "the session secret of the tests, long enough";

/// A tenant as its own people know it.
pub struct Party {
    pub id: Uuid,
    pub role: String,
    pub password: Secret,
    pub admin: (Uuid, String),
    pub viewer: (Uuid, String),
}

pub struct Scene {
    pub cluster: Cluster,
    pub admin: Administrator,
    /// A superuser, to look at what really is.
    pub root: Client,
    pub alpha: Party,
    pub beta: Party,
    pub owner: Party,
    pub viewer_token: String,
    pub admin_token: String,
    pub beta_token: String,
    /// What must not show, by what it is.
    pub canaries: BTreeMap<String, String>,
    placeholders: Vec<(&'static str, String)>,
}

impl Scene {
    pub async fn new(settings: Settings) -> Option<Self> {
        if !testkit::postgres::available() {
            return None;
        }
        let cluster = Cluster::start(settings);
        let mut admin =
            Administrator::connect(&Secret::new(cluster.url("postgres")), None).await.expect("the cluster runs");
        admin.migrate().await.expect("an empty database is migrated");
        let (root, connection) =
            tokio_postgres::connect(&cluster.url("postgres"), NoTls).await.expect("the cluster runs");
        tokio::spawn(connection);
        let session = Secret::new(SESSION_SECRET);
        let made =
            admin.create_owner("canary-owner@platform.example", "Canary Owner", &session).await.expect("an owner");
        let owner = settle(&cluster, made, "canary-owner@platform.example", None).await;
        let mut parties = Vec::new();
        for (code, email, viewer) in [
            ("ALPHA", "admin@alpha.example", "viewer@alpha.example"),
            ("CANARYBETA", "canary-admin@beta.example", "canary-viewer@beta.example"),
        ] {
            let tenant = NewTenant {
                code: code.into(),
                name_en: format!("{code} name"),
                name_ar: "ا".into(),
                currency: "SAR".into(),
                time_zone: "UTC".into(),
                connection_limit: Some(20),
            };
            let made = admin.create_tenant(&tenant, email, "Admin", &session).await.expect("a tenant");
            parties.push(settle(&cluster, made, email, Some(viewer)).await);
        }
        let (beta, alpha) = (parties.pop()?, parties.pop()?);
        fill(&root, &alpha, "own").await;
        fill(&root, &beta, "canary").await;
        root.batch_execute("ANALYZE").await.expect("a superuser analyzes");
        let token_of = |party: &Party, email: &str| {
            let (server, role, password, email) =
                (server(&cluster), party.role.clone(), party.password.clone(), email.to_owned());
            async move {
                let link = Link::connect(&server, &role, &password).await.expect("the role connects");
                let told =
                    link.sign_in(&email, &Secret::new(PASSWORD), None, "test").await.expect("the password is right");
                told.token.expose().to_owned()
            }
        };
        let viewer_token = token_of(&alpha, &alpha.viewer.1).await;
        let admin_token = token_of(&alpha, &alpha.admin.1).await;
        let beta_token = token_of(&beta, &beta.admin.1).await;
        let mut scene = Self {
            cluster,
            admin,
            root,
            alpha,
            beta,
            owner,
            viewer_token,
            admin_token,
            beta_token,
            canaries: BTreeMap::new(),
            placeholders: Vec::new(),
        };
        scene.remember().await;
        Some(scene)
    }

    /// The attacker types this case's text.
    pub fn attack(&self, who: As, types: &str) -> crate::Answer {
        let psql = Psql {
            port: self.cluster.port(),
            role: self.alpha.role.clone(),
            password: self.alpha.password.expose().to_owned(),
        };
        let token = match who {
            As::Role => None,
            As::Viewer => Some(self.viewer_token.as_str()),
            As::Admin => Some(self.admin_token.as_str()),
        };
        let mut typed = types.to_owned();
        while typed.contains("{new}") {
            typed = typed.replacen("{new}", &Uuid::now_v7().to_string(), 1);
        }
        for (name, value) in &self.placeholders {
            typed = typed.replace(name, value);
        }
        psql.types(token, &typed)
    }

    /// Which canaries a text shows, leaving out those that the attacker typed.
    pub fn shown(&self, text: &str, typed: &str) -> Vec<&str> {
        let mut filled = typed.to_owned();
        for (name, value) in &self.placeholders {
            filled = filled.replace(name, value);
        }
        let shows = |value: &String| text.contains(value.as_str()) && !filled.contains(value.as_str());
        self.canaries.iter().filter(|(_, value)| shows(value)).map(|(what, _)| what.as_str()).collect()
    }

    /// All that is BETA's, the owner's and the sign-in's, as one number: the same before and after, or it was changed.
    pub async fn fingerprint(&self) -> String {
        let tables = self
            .root
            .query(
                "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                    AND c.relnamespace IN ('plant'::regnamespace, 'auth'::regnamespace, 'sync'::regnamespace, 'audit'::regnamespace)
                  ORDER BY 1",
                &[],
            )
            .await
            .expect("a superuser reads the catalog");
        let mut all = String::new();
        for table in tables {
            let table: String = table.get(0);
            let sql = format!(
                "SELECT coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM {table} t WHERE tenant_id <> $1"
            );
            let row = self.root.query_one(&sql, &[&self.alpha.id]).await.expect("a superuser reads everything");
            all.push_str(&format!("{table}={}\n", row.get::<_, String>(0)));
        }
        // Whoever is in optria_client may set that role's own password and settings: it never connects, and no member
        // takes over a setting.
        let rights = "SELECT md5(string_agg(x, ',' ORDER BY x)) FROM (
                SELECT polrelid::text || polname || polroles::text || pg_get_expr(polqual, polrelid) FROM pg_policy
                UNION ALL SELECT oid::text || coalesce(relacl::text, '') || relowner FROM pg_class WHERE relnamespace > 16000
                UNION ALL SELECT oid::text || coalesce(proacl::text, '') || md5(prosrc) FROM pg_proc
                UNION ALL SELECT rolname || rolsuper || rolcanlogin || CASE rolname WHEN 'optria_client' THEN '' ELSE coalesce(rolpassword, '') END
                             FROM pg_authid WHERE rolname <> $1
                UNION ALL SELECT roleid::text || member FROM pg_auth_members
                UNION ALL SELECT setrole::text || setconfig::text FROM pg_db_role_setting s JOIN pg_authid a ON a.oid = setrole
                           WHERE rolname NOT IN ($1, 'optria_client')
                UNION ALL SELECT datname || coalesce(datacl::text, '') FROM pg_database) r (x)";
        let row = self.root.query_one(rights, &[&self.alpha.role]).await.expect("a superuser reads the catalog");
        all + &row.get::<_, String>(0)
    }

    /// The others go on: BETA's administrator and the owner sign in, and BETA's rows are there.
    pub async fn others_go_on(&self) {
        for (party, email, sites) in [(&self.beta, &self.beta.admin.1, 1), (&self.owner, &self.owner.admin.1, 0)] {
            let link = Link::connect(&server(&self.cluster), &party.role, &party.password).await.expect("they connect");
            link.sign_in(email, &Secret::new(PASSWORD), None, "test").await.expect("they sign in");
            let rows = link.client().query("SELECT id FROM plant.site", &[]).await.expect("they read");
            assert_eq!(rows.len(), sites, "what {email} sees");
            link.sign_out().await.expect("they sign out");
        }
    }

    pub async fn link(&self, party: &Party) -> Link {
        Link::connect(&server(&self.cluster), &party.role, &party.password).await.expect("the role connects")
    }

    async fn remember(&mut self) {
        let rows = self
            .root
            .query(
                "SELECT 'verifier', encode(verifier, 'hex') FROM auth.account
                 UNION ALL SELECT 'salt', encode(salt, 'hex') FROM auth.account WHERE tenant_id <> $1
                 UNION ALL SELECT 'key ' || purpose, encode(secret, 'hex') FROM auth.tenant_key
                 UNION ALL SELECT 'session ' || id, encode(token_hash, 'hex') FROM auth.session
                 UNION ALL SELECT 'other session', id::text FROM auth.session WHERE tenant_id <> $1
                 UNION ALL SELECT 'person', id::text FROM plant.person WHERE tenant_id <> $1
                 UNION ALL SELECT 'tenant', tenant_id::text FROM plant.tenant WHERE tenant_id NOT IN ($1, $2)
                 UNION ALL SELECT 'row', id::text FROM plant.site WHERE tenant_id <> $1
                 UNION ALL SELECT 'role password', rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL",
                &[&self.alpha.id, &central::PLATFORM_TENANT],
            )
            .await
            .expect("a superuser reads everything");
        for (n, row) in rows.iter().enumerate() {
            self.canaries.insert(format!("{} {n}", row.get::<_, String>(0)), row.get(1));
        }
        for (what, value) in [
            ("BETA's text", "canary".to_owned()),
            ("BETA's code", "CANARY".to_owned()),
            ("the owner's name", "Canary".to_owned()),
            ("BETA's number", "7734.0915".to_owned()),
            ("BETA's token", self.beta_token.clone()),
            ("the administrator's token", self.admin_token.clone()),
        ] {
            self.canaries.insert(what.into(), value);
        }
        let session: Uuid = self
            .root
            .query_one(
                "SELECT id FROM auth.session WHERE tenant_id = $1 AND revoked_at IS NULL LIMIT 1",
                &[&self.beta.id],
            )
            .await
            .expect("BETA's administrator is signed in")
            .get(0);
        let site: Uuid = self
            .root
            .query_one("SELECT id FROM plant.site WHERE tenant_id = $1", &[&self.beta.id])
            .await
            .expect("one site")
            .get(0);
        self.placeholders = vec![
            ("{b_person}", self.beta.viewer.0.to_string()),
            ("{b_email}", self.beta.viewer.1.clone()),
            ("{b_site}", site.to_string()),
            ("{b_session}", session.to_string()),
            ("{b_role}", self.beta.role.clone()),
            ("{b_token}", self.beta_token.clone()),
            ("{b}", self.beta.id.to_string()),
            ("{owner_email}", self.owner.admin.1.clone()),
            ("{a_role}", self.alpha.role.clone()),
            ("{a}", self.alpha.id.to_string()),
            ("{viewer}", self.alpha.viewer.0.to_string()),
            ("{viewer_email}", self.alpha.viewer.1.clone()),
            ("{admin}", self.alpha.admin.0.to_string()),
            ("{token}", self.viewer_token.clone()),
        ];
    }
}

pub fn server(cluster: &Cluster) -> Server {
    Server { host: "127.0.0.1".into(), port: cluster.port(), database: "postgres".into(), trust: Trust::Loopback }
}

/// First passwords changed to the one of the tests.
async fn settle(cluster: &Cluster, made: Provisioned, email: &str, viewer: Option<&str>) -> Party {
    let login = made.login.expect("it is new");
    let connect =
        || async { Link::connect(&server(cluster), &login.role, &login.password).await.expect("the role connects") };
    let link = connect().await;
    change(&link, email, &made.person_password).await;
    let mut second = (made.person_id, email.to_owned());
    if let Some(viewer) = viewer {
        let person = NewPerson {
            id: Uuid::now_v7(),
            email: viewer.into(),
            display_name: viewer.into(),
            role: Role::Viewer,
            locale: "en".into(),
        };
        let password = link.create_person(&person).await.expect("an administrator makes people");
        let theirs = connect().await;
        change(&theirs, viewer, &password).await;
        theirs.sign_out().await.expect("they sign out");
        second = (person.id, viewer.to_owned());
    }
    link.sign_out().await.expect("they sign out");
    Party {
        id: made.tenant_id,
        role: login.role.clone(),
        password: login.password.clone(),
        admin: (made.person_id, email.to_owned()),
        viewer: second,
    }
}

async fn change(link: &Link, email: &str, first: &Secret) {
    link.sign_in(email, first, None, "test").await.expect("the first password is right");
    link.change_password(email, first, &Secret::new(PASSWORD)).await.expect("it is changed");
}

/// A little plant whose every text has the tag in it, and whose every number is 7734.0915 for BETA.
async fn fill(root: &Client, party: &Party, tag: &str) {
    let number = if tag == "canary" { "7734.0915" } else { "1.5" };
    let sql = "
        INSERT INTO plant.site (tenant_id, id, code, name_en, name_ar, time_zone) VALUES ('{t}', '{r}', '{tag}-site', '{tag}', '{tag}', 'UTC');
        INSERT INTO plant.asset (tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status)
            SELECT '{t}', gen_random_uuid(), '{r}', '{tag}-' || n, '{tag} pump', '{tag}', 'pump', 'high', '{tag}' FROM generate_series(1, 500) n;
        INSERT INTO plant.metric (tenant_id, id, asset_id, name, unit, high)
            SELECT tenant_id, id, id, '{tag} temperature', 'Cel', {number} FROM plant.asset WHERE tenant_id = '{t}';
        INSERT INTO plant.integration (tenant_id, id, connector, name, config, status)
            VALUES ('{t}', '{r}', 'demo', '{tag}', '{\"host\": \"{tag}\"}', 'inactive');
        INSERT INTO plant.mapping (tenant_id, id, integration_id, metric_id, external_tag, source_unit, scale, \"offset\", is_active)
            SELECT tenant_id, id, '{r}', id, '{tag}-tag', 'Cel', {number}, 0, true FROM plant.metric WHERE tenant_id = '{t}' LIMIT 5;
        INSERT INTO plant.work_order (tenant_id, id, asset_id, title_en, title_ar, type, priority, status, created_by, created_at, updated_at)
            SELECT tenant_id, id, id, '{tag}', '{tag}', 'corrective', 'high', 'open', '{r}', now(), now() FROM plant.asset WHERE tenant_id = '{t}' LIMIT 3;
        INSERT INTO plant.run (tenant_id, id, model, parameters, input_fingerprint, started_at, seconds, started_by)
            VALUES ('{t}', '{r}', '{tag}', '{}', '{tag}', now(), 1, '{r}');
        INSERT INTO plant.reading (tenant_id, signal, ts, value, status) SELECT '{t}', 1, now() - n * interval '1 s', {number}, 0 FROM generate_series(1, 50) n;
        INSERT INTO plant.setting (tenant_id, key, value) VALUES ('{t}', 'pi.base_url', '\"{tag}\"');
        INSERT INTO plant.device (tenant_id, id, name, public_key, status, requested_by, requested_at, enrolled_at)
            VALUES ('{t}', '{r}', '{tag}', 'age1' || repeat('q', 58), 'enrolled', '{r}', now(), now());
        INSERT INTO plant.sealed_secret (tenant_id, id, owner_id, field, ciphertext, sealed_to, sealed_by)
            VALUES ('{t}', '{r}', '{r}', '{tag}', 'age-encryption.org/v1'::bytea || '\\x0a'::bytea || '{tag}', array['{r}'::uuid], '{r}');";
    let site = Uuid::now_v7().to_string();
    let sql = sql
        .replace("{tag}", tag)
        .replace("{number}", number)
        .replace("{t}", &party.id.to_string())
        .replace("{r}", &site);
    root.batch_execute(&sql).await.expect("a superuser writes anywhere");
}
