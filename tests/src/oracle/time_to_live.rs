//! `UpdateTimeToLive`, `DescribeTimeToLive`, and which items expire.

use std::time::Duration;

use dynamo_model::request::{TableName, TimeToLiveDescription, TimeToLiveStatus, UpdateTimeToLive};
use dynamo_model::value::{Number, Value};

use super::decimal::Decimal;
use super::describe_table::missing;
use super::key::Key;
use super::table::Table;
use super::{Answer, Attributes, Oracle, Refusal};

const LONGEST_NAME: usize = 255;
/// How long a change stands before the next.
const SPACING: Duration = Duration::from_secs(60 * 60);
/// An item that expired longer ago than this does not expire: its attribute is no time.
const LONGEST_EXPIRED: Duration = Duration::from_secs(5 * 365 * 24 * 60 * 60);
const EMPTY_NAME: &str = "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' failed to \
                          satisfy constraint: Member must have length greater than or equal to 1";
const ON_ALREADY: &str = "TimeToLive is already enabled";
const ON_BY_ANOTHER: &str = "TimeToLive is active on a different AttributeName: current AttributeName is ";
const OFF_ALREADY: &str = "TimeToLive is already disabled";
const TOO_OFTEN: &str = "Time to live has been modified multiple times within a fixed interval";

/// By what items expire.
#[derive(Clone, Debug, Default)]
pub(super) struct TimeToLive {
    attribute: Option<String>,
    changed: Option<Duration>,
}

impl Oracle {
    /// Turns the expiry of items on or off, at once.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, that is what it is already, or there is no such table.
    pub fn update_time_to_live(&mut self, request: &UpdateTimeToLive) -> Answer<UpdateTimeToLive> {
        check_name(&request.attribute)?;
        let now = self.now;
        let table = self.tables.get_mut(&request.table).ok_or_else(|| missing(&request.table))?;
        table.time_to_live.check(request, now)?;
        let attribute = request.enabled.then(|| request.attribute.clone());
        table.time_to_live = TimeToLive { attribute, changed: Some(now) };
        Ok(request.clone())
    }

    /// Says by what the items of a table expire.
    ///
    /// # Errors
    ///
    /// If there is no such table.
    pub fn describe_time_to_live(&self, name: &TableName) -> Answer<TimeToLiveDescription> {
        let table = self.tables.get(name).ok_or_else(|| missing(name))?;
        let mut description = TimeToLiveDescription::default();
        if let Some(attribute) = &table.time_to_live.attribute {
            description.attribute = Some(attribute.clone());
            description.status = TimeToLiveStatus::Enabled;
        }
        Ok(description)
    }
}

fn check_name(name: &str) -> Answer<()> {
    match name.chars().count() {
        0 => Err(Refusal::validation(EMPTY_NAME)),
        1..=LONGEST_NAME => Ok(()),
        _ => Err(Refusal::invalid()),
    }
}

impl TimeToLive {
    /// Checks a change. Whether what it would do, or that it comes so soon, is told first, the reference does not say.
    fn check(&self, request: &UpdateTimeToLive, now: Duration) -> Answer<()> {
        let is_soon = self.changed.is_some_and(|changed| now < changed + SPACING);
        let told = |fault| {
            let soon = is_soon.then(|| TOO_OFTEN.to_owned());
            Refusal::one_of([fault].into_iter().chain(soon))
        };
        match (&self.attribute, request.enabled) {
            (Some(current), true) if *current == request.attribute => Err(told(ON_ALREADY.to_owned())),
            (Some(current), _) if *current != request.attribute => {
                Err(told(format!("{ON_BY_ANOTHER}{current}")))
            }
            (None, false) => Err(told(OFF_ALREADY.to_owned())),
            _ if is_soon => Err(Refusal::validation(TOO_OFTEN)),
            _ => Ok(()),
        }
    }
}

/// Deletes the items of a table that have expired, and says how many.
pub(super) fn expire(table: &mut Table, now: Duration) -> usize {
    let Some(attribute) = table.time_to_live.attribute.clone() else { return 0 };
    let has_expired =
        |(_, item): &(&Key, &Attributes)| item.get(&attribute).is_some_and(|value| is_past(value, now));
    let expired: Vec<Key> = table.items.iter().filter(has_expired).map(|(key, _)| key.clone()).collect();
    expired.iter().for_each(|key| table.expire(key));
    expired.len()
}

/// Whether a value is a time that has passed, and not too long ago to be one.
fn is_past(value: &Value, now: Duration) -> bool {
    let Value::N(seconds) = value else { return false };
    let seconds = Decimal::from(*seconds);
    seconds < in_seconds(now) && seconds >= in_seconds(now.saturating_sub(LONGEST_EXPIRED))
}

fn in_seconds(time: Duration) -> Decimal {
    let text = format!("{}.{:09}", time.as_secs(), time.subsec_nanos());
    Number::parse(&text).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_800_000_000);

    fn is_past_now(text: &str) -> bool {
        is_past(&Value::N(Number::parse(text).unwrap()), NOW)
    }

    #[test]
    fn numbers_of_seconds_that_have_passed_expire() {
        assert!(is_past_now("1799999999"));
        assert!(is_past_now("1799999999.5"));
        assert!(is_past_now("17999999e2"));
        assert!(!is_past_now("1800000000"));
        assert!(!is_past_now("1800000000000"));
    }

    #[test]
    fn what_passed_more_than_five_years_ago_does_not_expire() {
        assert!(is_past_now("1642320000"));
        assert!(!is_past_now("1642319999"));
        assert!(!is_past_now("0"));
        assert!(!is_past_now("-1799999999"));
    }

    #[test]
    fn only_numbers_expire() {
        assert!(!is_past(&"1799999999".into(), NOW));
        assert!(!is_past(&Value::L(vec![1_799_999_999.into()]), NOW));
    }
}
