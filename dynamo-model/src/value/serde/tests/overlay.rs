use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::value::{ItemBuilder, Value, ValueRef, deserialize_with};

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    id: u32,
    name: String,
}

#[test]
fn hidden_names_do_not_reach_a_type_that_denies_unknown_fields() {
    let stored = item(r#"{"pk":{"S":"U#7"},"name":{"S":"Ada"},"sk":{"S":"U"}}"#);
    let extra = item(r#"{"id":{"N":"7"},"kind":{"S":"U"}}"#);
    let strict: Strict = deserialize_with(stored.view(), extra.view(), &["pk", "sk", "kind"]).unwrap();
    assert_eq!(strict, Strict { id: 7, name: "Ada".into() });
    let error = deserialize_with::<Strict>(stored.view(), extra.view(), &["pk", "kind"]).unwrap_err();
    assert!(error.to_string().contains("unknown field `sk`"), "{error}");
}

#[test]
fn extra_attributes_win_and_are_seen_once() {
    let stored = item(r#"{"id":{"S":"wrong"},"name":{"S":"Ada"}}"#);
    let extra = item(r#"{"id":{"N":"7"}}"#);
    let strict: Strict = deserialize_with(stored.view(), extra.view(), &[]).unwrap();
    assert_eq!(strict.id, 7);
    let all: BTreeMap<String, Value> = deserialize_with(stored.view(), extra.view(), &[]).unwrap();
    assert_eq!(all, BTreeMap::from([("id".into(), 7.into()), ("name".into(), "Ada".into())]));
}

#[test]
fn overlays_reach_enums_values_and_options() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "kind")]
    enum Entity {
        User { name: String },
    }
    let stored = item(r#"{"pk":{"S":"x"},"name":{"S":"Ada"},"tags":{"SS":["a"]}}"#);
    let extra = item(r#"{"kind":{"S":"User"}}"#);
    let entity: Option<Entity> = deserialize_with(stored.view(), extra.view(), &["pk"]).unwrap();
    assert_eq!(entity, Some(Entity::User { name: "Ada".into() }));
    let rest: Item = deserialize_with(stored.view(), extra.view(), &["pk", "name"]).unwrap();
    assert_eq!(rest, item(r#"{"tags":{"SS":["a"]},"kind":{"S":"User"}}"#));
}

#[test]
fn a_builder_refuses_a_second_value_and_stays_as_it_was() {
    let mut builder = ItemBuilder::new();
    builder.push_s("pk", "a").unwrap();
    builder.push("n", ValueRef::N(1.into())).unwrap();
    assert_eq!(
        builder.push_s("pk", "b").unwrap_err().to_string(),
        "attribute `pk`: the attribute is already set"
    );
    let clash = BTreeMap::from([("a", 1), ("n", 2)]);
    assert_eq!(builder.extend_serialize(&clash, &[]).unwrap_err().path(), "n");
    assert!(builder.push_serialize("f", &f64::NAN).is_err());
    assert!(builder.extend_serialize(&BTreeMap::from([("x", f64::NAN)]), &[]).is_err());
    builder.push_serialize("none", &None::<u8>).unwrap();
    builder.push_value("v", &Value::Null).unwrap();
    builder.extend_serialize(&clash, &["n"]).unwrap();
    assert!(builder.contains("a") && !builder.contains("x"));
    assert_eq!(builder.finish(), item(r#"{"pk":{"S":"a"},"n":{"N":"1"},"v":{"NULL":true},"a":{"N":"1"}}"#));
}

#[test]
fn skipping_concerns_the_item_and_not_what_is_inside() {
    let nested = BTreeMap::from([("a", BTreeMap::from([("a", 1)])), ("b", BTreeMap::from([("a", 2)]))]);
    let mut builder = ItemBuilder::new();
    builder.extend_serialize(&nested, &["a"]).unwrap();
    assert_eq!(builder.finish(), item(r#"{"b":{"M":{"a":{"N":"2"}}}}"#));
}

#[test]
fn a_number_the_service_has_not_is_laid_over_as_text() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Wide {
        id: u128,
        least: Option<i128>,
        weight: f64,
        share: f32,
        name: String,
    }
    let mut extra = ItemBuilder::new();
    extra.push_of_key("id", &u128::MAX).unwrap();
    extra.push_of_key("least", &i128::MIN).unwrap();
    extra.push_of_key("weight", &f64::NEG_INFINITY).unwrap();
    extra.push_of_key("share", &f32::INFINITY).unwrap();
    let (extra, stored) = (extra.finish(), item(r#"{"name":{"S":"7"}}"#));
    let wide: Wide = deserialize_with(stored.view(), extra.view(), &[]).unwrap();
    let least = Some(i128::MIN);
    let (weight, share) = (f64::NEG_INFINITY, f32::INFINITY);
    assert_eq!(wide, Wide { id: u128::MAX, least, weight, share, name: "7".into() });
    let stored = item(r#"{"name":{"S":"7"},"id":{"S":"7"}}"#);
    let error = deserialize_with::<Wide>(stored.view(), Item::new().view(), &[]).unwrap_err();
    assert!(error.to_string().contains("id"), "what is stored is no text: {error}");
}
