use std::time::Duration;

/// When histories start, since 1970.
pub(super) const START: Duration = Duration::from_secs(1_800_000_000);
