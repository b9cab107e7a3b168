//! What the cursor of a query is bound to.

use crate::expr::{KeyCondition, SortRange};
use crate::paging::{hash, rendered};
use crate::request;
use crate::value::Writer;

/// Room for most queries, in bytes.
const USUAL_LENGTH: usize = 256;

/// Hashes everything that decides which items a query returns, and in which order.
pub(super) fn of(request: &request::Query, pattern: &str) -> u64 {
    let mut writer = Writer::with_capacity(USUAL_LENGTH);
    writer.string(&request.table);
    writer.string(request.index.as_deref().unwrap_or_default());
    writer.string(pattern);
    writer.boolean(request.scan_forward);
    writer.map(|writer| write_equals(writer, &request.key_condition));
    writer.map(|writer| write_range(writer, &request.key_condition));
    writer.string(&request.filter.as_ref().map(rendered).unwrap_or_default());
    hash(writer.as_bytes())
}

fn write_equals(writer: &mut Writer, condition: &KeyCondition) {
    for (name, value) in condition.equals() {
        writer.name(name);
        writer.owned(value);
    }
}

fn write_range(writer: &mut Writer, condition: &KeyCondition) {
    let Some((name, range)) = condition.range() else { return };
    let (operator, value, upper) = match range {
        SortRange::Lt(value) => ("<", value, None),
        SortRange::Le(value) => ("<=", value, None),
        SortRange::Gt(value) => (">", value, None),
        SortRange::Ge(value) => (">=", value, None),
        SortRange::Between(low, high) => ("between", low, Some(high)),
        SortRange::BeginsWith(prefix) => ("begins_with", prefix, None),
    };
    writer.name(name);
    writer.list(|writer| {
        writer.string(operator);
        std::iter::once(value).chain(upper).for_each(|value| writer.owned(value));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Condition;

    fn query(condition: KeyCondition) -> request::Query {
        request::Query::new("shop", condition)
    }

    #[test]
    fn what_decides_the_answer_decides_the_fingerprint() {
        let of_a = || KeyCondition::partition("pk", "a");
        let ranges = [
            SortRange::Lt("x".into()),
            SortRange::Le("x".into()),
            SortRange::Gt("x".into()),
            SortRange::Ge("x".into()),
            SortRange::Between("x".into(), "x".into()),
            SortRange::BeginsWith("x".into()),
        ];
        let mut queries: Vec<request::Query> =
            ranges.into_iter().map(|range| query(of_a().with_range("sk", range))).collect();
        queries.extend([
            query(of_a()),
            query(KeyCondition::partition("pk", 7)),
            query(of_a().with_equal("sk", "x")),
            query(of_a()).on_index("gsi1"),
            query(of_a()).descending(),
            query(of_a()).with_filter(Condition::exists("total")),
            request::Query::new("shop2", of_a()),
        ]);
        let mut hashes: Vec<u64> =
            queries.iter().flat_map(|query| [of(query, ""), of(query, "by_day")]).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 2 * queries.len());
    }

    #[test]
    fn where_a_page_starts_and_how_long_it_is_decide_nothing() {
        let start = crate::value::Item::from_iter([("pk", "a")]);
        let first = query(KeyCondition::partition("pk", "a"));
        let next = first.clone().starting_after(start).with_limit(3);
        assert_eq!(of(&first, ""), of(&next, ""));
    }

    #[test]
    fn cursors_go_on_in_other_builds() {
        let condition = KeyCondition::partition("pk", "a").with_range("sk", SortRange::Ge(7.into()));
        assert_eq!(of(&query(condition), ""), 6_579_038_528_449_350_940);
    }
}
