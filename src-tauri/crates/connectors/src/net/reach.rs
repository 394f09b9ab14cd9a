//! The way to a server that speaks HTTP as the stages of a test: resolved, connected, and secured where it is configured so.

use super::{Place, failure, secure};
use crate::{
    Stage,
    staged::{Progress, Stop},
};

/// `trust`: none where what is said goes over the network as it is.
pub(crate) async fn reach(at: &mut Progress, place: &Place, trust: Option<&secure::Trust>) -> Result<(), Stop> {
    let sockets = at.stage(Stage::Resolve, async { Ok((place.resolve().await?, None)) }).await?;
    let tcp = at.stage(Stage::Connect, async { Ok((place.connect(&sockets).await?, None)) }).await?;
    at.stage(Stage::SecureChannel, async {
        let warning = match trust {
            Some(trust) => secure::secure(tcp, place, trust).await?.1,
            None => (!place.is_this_machine()).then(|| failure::password_not_encrypted(place)),
        };
        Ok(((), warning))
    })
    .await
}
