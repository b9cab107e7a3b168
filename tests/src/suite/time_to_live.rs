//! Expiry of items: how it is turned on and off. What it does as time passes, `time::expiry` says.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model::Result;
use dynamo_model::request::{TimeToLiveStatus, UpdateTimeToLive};

use crate::Target;
use crate::kit::{eventually, item, key, refused};

pub async fn expiry_is_off_until_it_is_turned_on(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let off = table.describe_time_to_live((&table).into()).await?;
    assert_eq!((off.attribute, off.status), (None, TimeToLiveStatus::Disabled));
    let granted = table.update_time_to_live(UpdateTimeToLive::enable(&table, "ttl")).await?;
    assert_eq!((granted.attribute.as_str(), granted.enabled), ("ttl", true));
    eventually!({
        let on = table.describe_time_to_live((&table).into()).await?;
        assert_eq!(on.attribute.as_deref(), Some("ttl"));
        on.status == TimeToLiveStatus::Enabled
    });
    Ok(())
}

pub async fn expiry_that_is_on_is_not_turned_on_again(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update_time_to_live(UpdateTimeToLive::enable(&table, "ttl")).await?;
    let again = refused(table.update_time_to_live(UpdateTimeToLive::enable(&table, "ttl")).await);
    assert!(again.is_validation());
    assert_eq!(again.message(), "TimeToLive is already enabled");
    let other = refused(table.update_time_to_live(UpdateTimeToLive::enable(&table, "other")).await);
    assert!(other.is_validation());
    Ok(())
}

pub async fn expiry_that_is_off_is_not_turned_off(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let error = refused(table.update_time_to_live(UpdateTimeToLive::disable(&table, "ttl")).await);
    assert!(error.is_validation());
    Ok(())
}

pub async fn an_expiry_attribute_has_a_name(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for name in [String::new(), "n".repeat(256)] {
        assert!(
            refused(table.update_time_to_live(UpdateTimeToLive::enable(&table, name)).await).is_validation()
        );
    }
    Ok(())
}

pub async fn a_missing_table_has_no_expiry(target: &Target) -> Result<()> {
    let name = target.table_name();
    let message = format!("Requested resource not found: Table: {name} not found");
    let error = refused(target.backend().describe_time_to_live(name.clone()).await);
    assert!(error.is_not_found());
    assert_eq!(error.message(), message);
    let error = refused(target.backend().update_time_to_live(UpdateTimeToLive::enable(name, "ttl")).await);
    assert!(error.is_not_found());
    assert_eq!(error.message(), message);
    Ok(())
}

pub async fn items_may_hold_any_value_where_expiry_is_looked_for(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update_time_to_live(UpdateTimeToLive::enable(&table, "ttl")).await?;
    let tomorrow = SystemTime::now() + Duration::from_secs(86_400);
    let tomorrow = tomorrow.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let items = [
        item! { "pk": "a", "sk": "1", "ttl": tomorrow },
        item! { "pk": "a", "sk": "2", "ttl": "never" },
        item! { "pk": "a", "sk": "3", "ttl": -1 },
        key("a", "4"),
    ];
    table.put_all(items.clone()).await?;
    assert_eq!(table.all(table.partition("a")).await?, items);
    Ok(())
}
