//! What is wrong with labels of tables, with their expiry, and with lists of them.

use dynamo_model::Result;
use dynamo_model::request::{ListTables, TagResource, UpdateTimeToLive};

use crate::Target;
use crate::kit::{refused, say_exactly};

pub async fn a_list_of_tables_shows_the_limit_it_cannot_have(target: &Target) -> Result<()> {
    let list = |limit| target.backend().list_tables(ListTables::new().with_limit(limit));
    let message = |limit: u32, bound: &str| {
        format!(
            "1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have \
             value {bound}"
        )
    };
    say_exactly(&[
        (refused(list(0).await), message(0, "greater than or equal to 1")),
        (refused(list(101).await), message(101, "less than or equal to 100")),
    ]);
    Ok(())
}

pub async fn expiry_by_another_attribute_names_the_one_it_is_by(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update_time_to_live(UpdateTimeToLive::enable(&table, "ttl")).await?;
    let message = "TimeToLive is active on a different AttributeName: current AttributeName is ttl";
    let mut answers = Vec::new();
    for change in [UpdateTimeToLive::enable(&table, "other"), UpdateTimeToLive::disable(&table, "other")] {
        answers.push((refused(table.update_time_to_live(change).await), message));
    }
    say_exactly(&answers);
    Ok(())
}

pub async fn expiry_that_is_off_is_told_to_be(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let off = UpdateTimeToLive::disable(&table, "ttl");
    let error = refused(table.update_time_to_live(off).await);
    say_exactly(&[(error, "TimeToLive is already disabled")]);
    Ok(())
}

pub async fn expiry_by_an_attribute_without_a_name_shows_where_it_lacks(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let unnamed = UpdateTimeToLive::enable(&table, "");
    let message = "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy \
                   constraint: Member must have length greater than or equal to 1";
    say_exactly(&[(refused(table.update_time_to_live(unnamed).await), message)]);
    Ok(())
}

pub async fn labels_beyond_the_fiftieth_are_too_many(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let arn = table.describe_table((&table).into()).await?.arn;
    let labels = |numbers: std::ops::Range<u32>| {
        numbers.fold(TagResource::new(&*arn), |tags, number| tags.with_tag(format!("label-{number}"), ""))
    };
    table.tag_resource(labels(0..50)).await?;
    let error = refused(table.tag_resource(labels(50..51)).await);
    say_exactly(&[(error, "Number of Tags exceed the current limit for the provided ResourceArn")]);
    Ok(())
}
