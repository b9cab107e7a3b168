//! Turning the expiry of items on and off.

use dynamo_tests::history::{Allowance, Departure, Step};

pub(super) const SPACING: Departure = Departure {
    rule: "a table's expiry is changed once an hour at the most",
    instead: "as often as one likes",
    allowance: Allowance::Skip(|step, oracle| match step {
        Step::UpdateTimeToLive(request) => {
            let refused = oracle.clone().update_time_to_live(request);
            refused
                .is_err_and(|refusal| refusal.messages().iter().any(|text| text.contains("multiple times")))
        }
        _ => false,
    }),
};
