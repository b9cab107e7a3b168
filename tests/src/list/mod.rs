//! The suite, as lists of claims by topic.
//!
//! Each list hands its claims to the macro `$make`, with whatever follows it in front. A claim that is in none does not run,
//! and a test below says so.

mod items;
mod messages;
mod parts;
mod reads;
mod requests;
mod tables;
mod time;
mod typed;
mod types;
mod unique;
mod vectors;

/// Makes a test of every claim; `$trial` is an async function that takes the [`Claim`](crate::Claim) and
/// returns what [`Claim::check`](crate::Claim::check) does. The tests are ignored for a reason, if one is given.
#[macro_export]
macro_rules! conformance {
    ($trial:ident) => {
        $crate::conformance! { $trial, cfg(all()) }
    };
    ($trial:ident, ignored = $reason:literal) => {
        $crate::conformance! { $trial, ignore = $reason }
    };
    ($trial:ident, $attr:meta) => {
        $crate::claims_of_items! { claim_tests $trial $attr }
        $crate::claims_of_messages! { claim_tests $trial $attr }
        $crate::claims_of_parts! { claim_tests $trial $attr }
        $crate::claims_of_reads! { claim_tests $trial $attr }
        $crate::claims_of_requests! { claim_tests $trial $attr }
        $crate::claims_of_tables! { claim_tests $trial $attr }
        $crate::claims_of_time! { claim_tests $trial $attr }
        $crate::claims_of_typed! { claim_tests $trial $attr }
        $crate::claims_of_types! { claim_tests $trial $attr }
        $crate::claims_of_unique! { claim_tests $trial $attr }
        $crate::claims_of_vectors! { claim_tests $trial $attr }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! claim_tests {
    ([$trial:ident $attr:meta] $($topic:ident = $($path:ident)::+ { $($claim:ident,)* })*) => {
        $(mod $topic {
            use $crate::suite::$($path)::+ as topic;
            $(
                #[tokio::test]
                #[$attr]
                async fn $claim() -> Result<(), String> {
                    fn attempt(target: &$crate::Target) -> $crate::Attempt<'_> {
                        Box::pin(topic::$claim(target))
                    }
                    super::$trial($crate::Claim::new(stringify!($claim), attempt)).await
                }
            )*
        })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! claim_names {
    ([] $($topic:ident = $($path:ident)::+ { $($claim:ident,)* })*) => {
        &[$($(stringify!($claim),)*)*]
    };
}

/// Returns the names of the claims that need a [clock](crate::Time).
#[must_use]
pub fn names_of_time() -> &'static [&'static str] {
    crate::claims_of_time! { claim_names }
}

/// Returns the names of the claims about vector indexes, which not every backend has.
#[must_use]
pub fn names_of_vectors() -> &'static [&'static str] {
    crate::claims_of_vectors! { claim_names }
}

/// Returns the name of every claim.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let groups: [&[&str]; 11] = [
        crate::claims_of_items! { claim_names },
        crate::claims_of_messages! { claim_names },
        crate::claims_of_parts! { claim_names },
        crate::claims_of_reads! { claim_names },
        crate::claims_of_requests! { claim_names },
        crate::claims_of_tables! { claim_names },
        names_of_time(),
        crate::claims_of_typed! { claim_names },
        crate::claims_of_types! { claim_names },
        crate::claims_of_unique! { claim_names },
        names_of_vectors(),
    ];
    groups.concat()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn names_are_unique() {
        let unique: BTreeSet<_> = super::names().into_iter().collect();
        assert_eq!(unique.len(), super::names().len());
    }

    #[test]
    fn every_claim_is_listed() {
        let mut written = BTreeSet::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/suite"), &mut written);
        let listed: BTreeSet<String> = super::names().into_iter().map(str::to_owned).collect();
        assert_eq!(written, listed);
    }

    fn collect(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let claims = source.lines().filter_map(|line| line.strip_prefix("pub async fn "));
            found.extend(claims.filter_map(|line| Some(line.split_once('(')?.0.to_owned())));
        }
    }
}
