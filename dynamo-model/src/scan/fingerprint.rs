//! What the cursor of a scan is bound to.

use crate::paging::{hash, rendered};
use crate::request;
use crate::value::Writer;

/// Hashes everything that decides which items a scan returns, and in which order. The type comes first, so that no query
/// has the same.
pub(crate) fn of(request: &request::Scan, pattern: &str) -> u64 {
    let mut writer = Writer::with_capacity(128);
    writer.string("scan");
    writer.string(&request.table);
    writer.string(request.index.as_deref().unwrap_or_default());
    writer.string(pattern);
    if let Some(segment) = request.segment {
        writer.number(segment.number.into());
        writer.number(segment.total.into());
    }
    writer.string(&request.filter.as_ref().map(rendered).unwrap_or_default());
    hash(writer.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Condition;
    use crate::request::{Scan, Segment};

    #[test]
    fn what_decides_the_answer_decides_the_fingerprint() {
        let segment = |number, total| Scan::new("shop").in_segment(Segment { number, total });
        let scans = [
            Scan::new("shop"),
            Scan::new("shop2"),
            Scan::new("shop").on_index("gsi1"),
            Scan::new("shop").with_filter(Condition::exists("total")),
            segment(0, 2),
            segment(1, 2),
            segment(0, 3),
        ];
        let mut hashes: Vec<u64> = scans.iter().map(|scan| of(scan, "")).collect();
        hashes.push(of(&Scan::new("shop"), "Order"));
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), scans.len() + 1);
    }

    #[test]
    fn where_a_page_starts_and_how_long_it_is_decide_nothing() {
        let start = crate::value::Item::from_iter([("pk", "a")]);
        let first = Scan::new("shop");
        assert_eq!(of(&first, ""), of(&first.clone().starting_after(start).with_limit(3), ""));
    }

    #[test]
    fn cursors_go_on_in_other_builds() {
        assert_eq!(of(&Scan::new("shop"), ""), 1_458_593_618_245_436_588);
    }
}
