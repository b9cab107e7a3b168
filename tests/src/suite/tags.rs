//! Labels of tables.

use std::collections::BTreeMap;

use dynamo_model::request::{KeyKind, ListTags, TagResource, UntagResource};
use dynamo_model::{Backend, Result};

use crate::Target;
use crate::kit::{all_tags, eventually, refused};
use crate::target::plain;

async fn labels(backend: &dyn Backend, arn: &str) -> Result<BTreeMap<String, String>> {
    all_tags(backend, ListTags::new(arn)).await
}

fn tags<const N: usize>(tags: [(&str, &str); N]) -> BTreeMap<String, String> {
    tags.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

pub async fn labels_are_put_on_replaced_and_taken_off(target: &Target) -> Result<()> {
    let table = target.create(|name| plain(name, KeyKind::S).with_tag("team", "orders")).await?;
    let arn = &table.describe_table((&table).into()).await?.arn;
    assert_eq!(labels(&*table, arn).await?, tags([("team", "orders")]));
    let more = TagResource::new(arn).with_tag("team", "shop").with_tag("stage", "test");
    table.tag_resource(more).await?;
    let expected = tags([("stage", "test"), ("team", "shop")]);
    eventually!(labels(&*table, arn).await? == expected);
    table.untag_resource(UntagResource::new(arn, ["team", "absent"])).await?;
    let expected = tags([("stage", "test")]);
    eventually!(labels(&*table, arn).await? == expected);
    Ok(())
}

pub async fn no_label_is_too_few(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let arn = &table.describe_table((&table).into()).await?.arn;
    let error = refused(table.tag_resource(TagResource::new(arn)).await);
    assert_eq!(error.message(), "Atleast one Tag needs to be provided as Input.");
    let error = refused(table.untag_resource(UntagResource::new(arn, Vec::<String>::new())).await);
    assert_eq!(error.message(), "Atleast one Tag Key needs to be provided as Input.");
    Ok(())
}

pub async fn a_table_has_fifty_labels_at_the_most(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let arn = &table.describe_table((&table).into()).await?.arn;
    let many = |range: std::ops::Range<u32>| {
        range.fold(TagResource::new(arn), |tags, number| tags.with_tag(format!("key-{number}"), ""))
    };
    table.tag_resource(many(0..50)).await?;
    assert!(refused(table.tag_resource(many(50..51)).await).is_validation());
    assert_eq!(labels(&*table, arn).await?.len(), 50);
    Ok(())
}

pub async fn an_arn_that_is_none_is_told_so(target: &Target) -> Result<()> {
    let error = refused(target.backend().list_tags(ListTags::new("no arn")).await);
    assert!(error.is_validation());
    assert!(error.message().ends_with("no arn"), "{error}");
    Ok(())
}

pub async fn a_missing_table_is_not_labelled(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let arn = table.describe_table((&table).into()).await?.arn;
    table.delete_table((&table).into()).await?;
    let error = refused(table.tag_resource(TagResource::new(&arn).with_tag("a", "b")).await);
    assert!(error.is_not_found());
    assert_eq!(error.message(), format!("Requested resource not found: ResourcArn: {arn} not found"));
    let error = refused(table.untag_resource(UntagResource::new(&arn, ["a"])).await);
    assert!(error.is_not_found());
    assert_eq!(error.message(), "Requested resource not found");
    Ok(())
}
