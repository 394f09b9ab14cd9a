//! Sets up an OPC UA integration the way a person does: add it, trust its certificate, browse, map.

use crate::{
    Outcome,
    plant::{assets, site},
    workspace::Workspace,
};
use clap::Args;
use domain::{Asset, IntegrationId, Secret};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

/// Tags of one asset.
const TAGS_PER_ASSET: usize = 100;
/// Mappings of one call.
const MAPPINGS_PER_CALL: usize = 1_000;

#[derive(Args)]
pub struct Endpoint {
    /// For instance opc.tcp://127.0.0.1:4840/path
    #[arg(long)]
    pub endpoint: String,
    /// None, Basic256Sha256, Aes128_Sha256_RsaOaep or Aes256_Sha256_RsaPss; default: None where the server offers it
    #[arg(long)]
    policy: Option<String>,
    /// Sign in as this user; the password is taken from OPTRIA_BENCH_PASSWORD
    #[arg(long)]
    user: Option<String>,
    #[arg(long, default_value_t = 500)]
    publishing_ms: u32,
    /// Half the step at which the values change misses none of them
    #[arg(long, default_value_t = 500)]
    sampling_ms: u32,
}

impl Endpoint {
    /// Without a user, with the policy that the server offers, at the defaults.
    pub fn plain(url: &str) -> Self {
        Self { endpoint: url.to_owned(), policy: None, user: None, publishing_ms: 500, sampling_ms: 500 }
    }

    /// An integration that is not started yet, with the server's first `nodes` numeric variables mapped.
    pub async fn map(&self, workspace: &Workspace, nodes: usize) -> Outcome<(IntegrationId, usize)> {
        let policy = self.policy(workspace).await?;
        let mut request = json!({
            "connector": "opcua",
            "name": "Bench",
            "config": {
                "endpointUrl": self.endpoint,
                "securityPolicy": policy,
                "identity": if self.user.is_some() { "user" } else { "anonymous" },
                "publishingIntervalMs": self.publishing_ms,
                "samplingIntervalMs": self.sampling_ms,
            }
        });
        if let Some(user) = &self.user {
            request["config"]["userName"] = json!(user);
            request["secrets"] = json!({"password": std::env::var("OPTRIA_BENCH_PASSWORD").unwrap_or_default()});
        }
        let card = workspace.call("save_integration", request).await?;
        let id: IntegrationId = serde_json::from_value(card["integration"]["id"].clone())?;
        if policy != "None" {
            trust(workspace, id).await?;
        }
        let tags = self.numeric_tags(workspace, id, nodes).await?;
        let mapped = map(workspace, id, &tags).await?;
        Ok((id, mapped))
    }

    async fn policy(&self, workspace: &Workspace) -> Outcome<String> {
        if let Some(policy) = &self.policy {
            return Ok(policy.clone());
        }
        let offered = workspace.call("discover_endpoints", json!({"url": self.endpoint})).await?;
        let is_open = offered["endpoints"].as_array().is_some_and(|all| all.iter().any(|e| e["policy"] == "None"));
        Ok(if is_open { "None" } else { "Basic256Sha256" }.into())
    }

    /// Breadth first from Objects. Text and structures are passed over, so more is asked for than wanted.
    async fn numeric_tags(&self, workspace: &Workspace, id: IntegrationId, nodes: usize) -> Outcome<Vec<String>> {
        let plant = workspace.plant()?;
        let integration = plant.store.read(|c| store::integration::get(c, id))?;
        let context = plant.source_context(&integration)?;
        let source = connectors::open(integration.connector, &integration.config, context)?;
        let mut limit = nodes + nodes / 10 + 100;
        loop {
            let page = source.search(None, "", limit, CancellationToken::new()).await?;
            let numeric: Vec<String> =
                page.nodes.into_iter().filter(|n| n.is_numeric).map(|n| n.tag).take(nodes).collect();
            if numeric.len() == nodes || !page.is_truncated {
                return Ok(numeric);
            }
            limit *= 2;
        }
    }
}

/// Looks at the server's certificate and trusts it, as the person on the certificates page does.
async fn trust(workspace: &Workspace, id: IntegrationId) -> Outcome<()> {
    workspace.call("test_integration", json!({"id": id})).await?;
    let known = workspace.call("list_certificates", json!({})).await?;
    for certificate in known["servers"].as_array().into_iter().flatten() {
        let thumbprint = &certificate["info"]["thumbprint"];
        workspace.call("trust_certificate", json!({"thumbprint": thumbprint})).await?;
    }
    let report = workspace.call("test_integration", json!({"id": id})).await?;
    if report["succeeded"] == Value::Bool(true) { Ok(()) } else { Err(format!("the connection test: {report}").into()) }
}

async fn map(workspace: &Workspace, id: IntegrationId, tags: &[String]) -> Outcome<usize> {
    let site = site();
    let assets: Vec<Asset> = assets(site.id, tags.len().div_ceil(TAGS_PER_ASSET));
    workspace.plant()?.store.write(|t| {
        store::site::insert(t, &site)?;
        store::asset::insert_many(t, &assets)
    })?;
    let new: Vec<Value> = tags
        .iter()
        .enumerate()
        .map(|(i, tag)| {
            json!({
                "integrationId": id,
                "externalTag": tag,
                "assetId": assets[i / TAGS_PER_ASSET].id,
                "metricName": format!("value_{}", i % TAGS_PER_ASSET),
                "metricUnit": "1",
                "sourceUnit": "1",
            })
        })
        .collect();
    for some in new.chunks(MAPPINGS_PER_CALL) {
        workspace.call("create_mappings", json!({"mappings": some})).await?;
    }
    Ok(new.len())
}

/// The keychain's content, for a process that opens the workspace after this one.
pub fn secrets(vault: &app::Vault) -> Vec<(String, Secret)> {
    match vault {
        app::Vault::Memory(map) => map.lock().iter().map(|(name, secret)| (name.clone(), secret.clone())).collect(),
        app::Vault::Keychain | app::Vault::Absent => Vec::new(),
    }
}
