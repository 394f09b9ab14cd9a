//! The newest reading of each tag, for the preview before it is mapped.

use super::{config::SqlConfig, relation::Span, session::Session};
use crate::{SourceError, TagPreview};
use domain::{RawValue, StatusCode};

pub(crate) async fn read(
    session: &mut Session,
    config: &SqlConfig,
    span: Span,
    tags: &[String],
) -> Result<Vec<TagPreview>, SourceError> {
    let mut previews = Vec::with_capacity(tags.len());
    for tag in tags {
        let asked = config.relation.newest(session.shape, Some(tag), span);
        let newest = session.rows(config, &asked).await?.into_iter().find(|row| row.tag == *tag);
        previews.push(TagPreview {
            external_tag: tag.clone(),
            name: None,
            value: newest.as_ref().map_or(RawValue::Null, |row| row.value.clone()),
            status: newest.as_ref().map_or(StatusCode::BAD_NO_DATA, |row| row.status),
            source_time: newest.as_ref().map(|row| row.time),
            data_type: None,
            unit: None,
        });
    }
    Ok(previews)
}
