//! Which requests the newer layer reads, and what of them it looks at first.

use super::json::Json;
use super::read::Members;
use super::shape::{Member, Shape, Width};
use crate::fault::Fault;

/// How deep a request may be for the newer layer to read it; the older one checks what is deeper.
const LEVELS: usize = 127;

/// How the newer layer checks an operation that it has come to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Newer {
    /// The members without which it leaves a request to the older layer.
    pub(crate) needs: &'static [&'static str],
    /// What it looks at, one after the other, before it looks at all members.
    pub(crate) stages: &'static [Stage],
}

/// What is looked at before the rest.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stage {
    /// Some members, in this order.
    Members(&'static [&'static str]),
    /// Some members, one by one. What is wrong with one is told without an envelope.
    Bare(&'static [&'static str]),
    /// What an operation looks at in a way of its own.
    Own(fn(Members<'_>) -> Result<(), Fault>),
}

impl Newer {
    /// All members together, whichever are there.
    pub(crate) const PLAIN: Self = Self { needs: &[], stages: &[] };

    /// Whether it reads a request.
    pub(crate) fn reads(&self, body: &Json<'_>, members: &[Member]) -> bool {
        !body.is_deeper_than(LEVELS)
            && self.needs.iter().all(|name| body.member(name).is_some())
            && members.iter().all(|member| is_exact(body, member))
    }
}

/// Whether a member that is an integer of 32 bits, if it is there, is written as one.
fn is_exact(body: &Json<'_>, member: &Member) -> bool {
    match (member.shape.kind(), body.member(member.name)) {
        (Shape::Integer(Width::Integer, _), Some(Json::Integer(number))) => i32::try_from(*number).is_ok(),
        (Shape::Integer(Width::Integer, _), Some(Json::Decimal(_))) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::shape::{LIMIT, TEXT, optional};

    static MEMBERS: &[Member] = &[optional("TableName", &TEXT), optional("Limit", &LIMIT)];
    const NEWER: Newer = Newer { needs: &["TableName"], stages: &[] };

    fn reads(newer: Newer, body: &str) -> bool {
        newer.reads(&Json::parse(body.as_bytes()).unwrap(), MEMBERS)
    }

    #[test]
    fn what_lacks_a_member_that_is_needed_is_left_to_the_older_layer() {
        assert!(reads(NEWER, r#"{"TableName":"shop"}"#));
        assert!(!reads(NEWER, r#"{"TableName":null}"#));
        assert!(reads(Newer::PLAIN, "{}"));
    }

    #[test]
    fn so_is_a_number_that_is_cut() {
        for (limit, is_read) in [("2147483647", true), ("2147483648", false), ("-1", true), ("1.5", false)] {
            assert_eq!(reads(Newer::PLAIN, &format!(r#"{{"Limit":{limit}}}"#)), is_read, "{limit}");
        }
    }

    #[test]
    fn so_is_what_is_deep() {
        for (lists, is_read) in [(126, true), (127, false)] {
            let body = format!(r#"{{"a":{}{}}}"#, "[".repeat(lists), "]".repeat(lists));
            assert_eq!(reads(Newer::PLAIN, &body), is_read, "{lists}");
        }
    }
}
