//! Differences for which there is a reason.

use crate::coverage::Coverage;
use crate::pattern::is_like;

/// A difference: patterns of the requests and of the two answers, and who says what is right.
pub(crate) struct Rule {
    asked: &'static str,
    one: &'static str,
    other: &'static str,
    source: &'static str,
    fact: &'static str,
}

pub(crate) const fn rule(
    asked: &'static str,
    one: &'static str,
    other: &'static str,
    source: &'static str,
    fact: &'static str,
) -> Rule {
    Rule { asked, one, other, source, fact }
}

/// The definition of the service's interface that AWS publishes with its SDKs, of 2026.
pub(crate) const MODEL: &str = "AWS's model of the service";
/// The developer guide and the reference of the API.
pub(crate) const GUIDE: &str = "AWS's documentation";
/// Answers of the service in several regions, taken down by suites that run against it.
pub(crate) const CAPTURED: &str = "captured from the service between June and October 2026";
/// Tests of moto that pass on the service.
pub(crate) const VERIFIED: &str = "tests of moto that are verified on AWS";
/// Two emulators that were compared with the service, the one in 2022 and the other in 2026, and agree.
pub(crate) const EMULATED: &str = "emulators compared with the service";
/// Tests that pass on ScyllaDB's Alternator and on the service alike.
pub(crate) const ALTERNATOR: &str = "tests of Alternator that pass on the service";
/// Nobody has told: there is more than one thing wrong.
pub(crate) const UNKNOWN: &str = "no source";

impl Rule {
    /// How lists of rules name it.
    pub(crate) fn name(&self) -> String {
        let Self { asked, one, other, source, fact } = self;
        format!("{asked}\n  one   {one}\n  other {other}\n  {fact} ({source})")
    }

    fn is_about(&self, [asked, one, other]: [&str; 3]) -> bool {
        is_like(one, self.one) && is_like(other, self.other) && is_like(asked, self.asked)
    }
}

/// Whether one of some rules is about a difference; it is noted which one.
pub(crate) fn explains<'r>(
    rules: impl IntoIterator<Item = &'r Rule>,
    difference: [&str; 3],
    coverage: &mut Coverage,
) -> bool {
    let found = rules.into_iter().find(|rule| rule.is_about(difference));
    if let Some(rule) = found {
        coverage.used(rule.name());
    }
    found.is_some()
}
