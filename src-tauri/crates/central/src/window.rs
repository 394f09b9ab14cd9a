//! A window of a list of the database: searched, counted and cut there, so that what nobody looks at never travels. Words
//! are folded as everywhere in the product (`domain::fold_for_search`).

use crate::{Link, Result};
use domain::{Page, fold_for_search};
use tokio_postgres::{Row, types::ToSql};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// Every word of it must occur.
    pub search: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

/// The first schema whose functions answer pages.
const PAGED_SINCE: i32 = 27;

/// What a list is made of, as SQL. `$1` to `$3` are the window's own: words, offset, limit.
pub(crate) struct Listed {
    /// Answers the window alone, in order, each row with `found`, the number of all. Beyond the end none.
    pub page: &'static str,
    /// For a database from before there was such a function: the whole list, cut by what stands here.
    pub rows: &'static str,
    /// The text that is looked in, of a row `l`.
    pub looked_in: &'static str,
    pub order: &'static str,
}

impl Link {
    pub(crate) async fn window<T>(
        &self,
        listed: &Listed,
        window: &Window,
        more: &[&(dyn ToSql + Sync)],
        of: impl Fn(&Row) -> Result<T>,
    ) -> Result<Page<T>> {
        let words = words(window.search.as_deref());
        let (offset, limit) = (i64::from(window.offset), i64::from(window.limit));
        let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&words, &offset, &limit];
        parameters.extend(more);
        if self.greeting.schema >= PAGED_SINCE {
            return self.page(listed.page, window, &parameters, of).await;
        }
        let Listed { rows, looked_in, order, .. } = listed;
        let is_found = has_words(looked_in, "$1::text[]");
        // The count comes also where the window is behind the end.
        let sql = format!(
            "WITH listed AS ({rows}),
                  found AS MATERIALIZED (SELECT true AS is_there, l.* FROM listed l
                   WHERE {is_found})
             SELECT (SELECT count(*) FROM found) AS found_in_all, f.*
               FROM (VALUES (1)) one LEFT JOIN (SELECT * FROM found ORDER BY {order} OFFSET $2 LIMIT $3) f ON true
              ORDER BY {order}"
        );
        let rows = self.all(&sql, &parameters).await?;
        let total = rows.first().map_or(0, |r| r.get::<_, i64>("found_in_all"));
        let there = rows.iter().filter(|r| r.get::<_, Option<bool>>("is_there").is_some());
        Ok(Page { items: there.map(of).collect::<Result<_>>()?, total: u64::try_from(total).unwrap_or(0) })
    }

    async fn page<T>(
        &self,
        sql: &str,
        window: &Window,
        parameters: &[&(dyn ToSql + Sync)],
        of: impl Fn(&Row) -> Result<T>,
    ) -> Result<Page<T>> {
        let rows = self.all(sql, parameters).await?;
        let total = match rows.first() {
            Some(row) => row.get("found"),
            // Behind the end, or nothing asked for, the number of all is with the first row.
            None if window.offset > 0 || window.limit == 0 => {
                let mut first = parameters.to_vec();
                first.splice(1..3, [&0_i64 as &(dyn ToSql + Sync), &1_i64]);
                self.all(sql, &first).await?.first().map_or(0, |row| row.get::<_, i64>("found"))
            }
            None => 0,
        };
        Ok(Page { items: rows.iter().map(of).collect::<Result<_>>()?, total: u64::try_from(total).unwrap_or(0) })
    }
}

pub(crate) fn words(typed: Option<&str>) -> Vec<String> {
    fold_for_search(typed.unwrap_or_default()).split_whitespace().map(str::to_owned).collect()
}

/// Whether every word of the array occurs in the text, both as SQL. Folded as [`fold_for_search`] folds what is looked
/// for, once a row (`OFFSET 0` keeps it from being worked out for each word), and where it is not ASCII anyway: over
/// 200,000 entries of an action log 2 s instead of 8.
pub(crate) fn has_words(text: &str, words: &str) -> String {
    format!(
        "(SELECT coalesce(bool_and(strpos(f.folded, w) > 0), true) FROM (
            SELECT CASE WHEN octet_length(t.shown) = length(t.shown) THEN lower(t.shown) ELSE
                regexp_replace(translate(lower(t.shown),
                    'أإآٱىئؤة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'ااااييوه01234567890123456789'),
                    '[\\u064b-\\u065f\\u0670\\u0640\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]', '', 'g') END AS folded
              FROM (SELECT {text} AS shown OFFSET 0) t OFFSET 0) f, unnest({words}) w)"
    )
}
