//! The fingerprint of an input: SHA-256 over its canonical bytes. The order in which assets were given does not matter;
//! any other change does. Every text and list is preceded by its length, so that no two inputs share their bytes.

use crate::prioritization::{PrioritizationInput, ScoredAsset};
use sha2::{Digest, Sha256};

/// Names the model and the version of this byte layout.
const HEAD: &[u8] = b"optria maintenance_prioritization 3\n";
/// Bytes are hashed in blocks of about this size.
const BLOCK: usize = 64 * 1024;

/// `by_id`: indexes of the assets by rising id.
pub(crate) fn fingerprint(input: &PrioritizationInput, by_id: &[usize]) -> String {
    let mut hash = Sha256::new();
    let mut bytes = Vec::with_capacity(BLOCK + 4096);
    bytes.extend_from_slice(HEAD);
    for weight in [input.weights.critical, input.weights.high, input.weights.medium, input.weights.low] {
        float(&mut bytes, weight);
    }
    for threshold in [input.thresholds.immediate_from, input.thresholds.seven_days_from] {
        float(&mut bytes, threshold);
    }
    length(&mut bytes, by_id.len());
    for index in by_id {
        asset(&mut bytes, &input.assets[*index]);
        if bytes.len() >= BLOCK {
            hash.update(&bytes);
            bytes.clear();
        }
    }
    hash.update(&bytes);
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

fn asset(bytes: &mut Vec<u8>, asset: &ScoredAsset) {
    bytes.extend_from_slice(asset.asset_id.0.as_bytes());
    text(bytes, asset.criticality.as_str());
    float(bytes, asset.health);
    float(bytes, asset.failure_probability);
    float(bytes, asset.data_quality);
}

/// Minus zero is zero: they are equal everywhere else.
fn float(bytes: &mut Vec<u8>, value: f64) {
    bytes.extend_from_slice(&(value + 0.0).to_bits().to_le_bytes());
}

fn text(bytes: &mut Vec<u8>, value: &str) {
    length(bytes, value.len());
    bytes.extend_from_slice(value.as_bytes());
}

fn length(bytes: &mut Vec<u8>, value: usize) {
    bytes.extend_from_slice(&(value as u64).to_le_bytes());
}
