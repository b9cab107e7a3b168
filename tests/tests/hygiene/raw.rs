//! Raw identifiers: a template, a path and an attribute know them by their plain names.

use dynamo_model::builder::Update;
use dynamo_model::{Collection, Entity, KeyPart, Patch, Projection, Record as _};
use serde::{Deserialize, Serialize};

mod r#mod {
    use dynamo_model::Table;

    #[derive(Debug, Table)]
    #[table(name = "raw")]
    #[index(name = "gsi1")]
    #[index(name = "gsi2", pk("type", ("plain", N)), sk("enum", N))]
    #[allow(non_camel_case_types, reason = "keywords are in lower case")]
    pub(super) enum r#Final {
        r#virtual(super::r#Virtual),
        r#typeof(super::r#Typeof),
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = r#mod::Final, pk = "{type}", sk = "{match}#{plain}", check = r#priv::r#typeof)]
#[access(name = r#move, index = gsi1, pk = "{fn}", sk = "{match}#{enum}#{type}")]
#[access(name = r#async, index = gsi2, pk(r#type, plain), sk(r#enum))]
struct r#Virtual {
    r#type: String,
    r#match: r#Abstract,
    #[attr(key)]
    r#fn: Option<u8>,
    r#enum: u8,
    r#plain: u8,
    #[attr(version)]
    r#loop: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r#try: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[attr(time(seconds, N))]
    r#yield: Option<jiff::Timestamp>,
}

mod r#priv {
    pub(super) fn r#typeof(r#virtual: &super::r#Virtual) -> Result<(), &'static str> {
        if r#virtual.r#plain > 0 { Ok(()) } else { Err("it is not plain") }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = r#mod::Final, pk = "{type}", sk = "TYPEOF")]
struct r#Typeof {
    r#type: String,
    r#box: r#Become,
    r#try: Vec<r#Try>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = r#Typeof)]
struct r#Macro {
    r#type: String,
    #[projection(from = r#box.r#box)]
    r#box: u8,
    #[projection(from = r#try[0].as_become().r#box)]
    r#try: Option<u8>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = r#mod::Final, pk = "{type}", of(r#type: String))]
#[allow(non_camel_case_types, reason = "keywords are in lower case")]
enum r#Do {
    r#virtual(r#Unsized),
    r#typeof(r#Macro),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = r#mod::Final, pk = "{type}", of(r#type: String))]
struct r#Priv {
    r#virtual: Vec<r#Unsized>,
    r#typeof: Option<r#Macro>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = r#Virtual)]
struct r#Unsized {
    r#type: String,
    #[projection(from = r#fn)]
    r#do: Option<u8>,
    #[projection(from = r#match)]
    plain: r#Abstract,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = r#mod::Final, pk = "{type}", of(r#type: String))]
#[allow(non_camel_case_types, reason = "keywords are in lower case")]
enum r#Extern {
    r#virtual(r#Virtual),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = r#mod::Final, index = gsi1, pk = "{fn}", of(r#fn: u8))]
struct r#Trait {
    r#virtual: Option<r#Virtual>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, KeyPart)]
#[allow(non_camel_case_types, reason = "keywords are in lower case")]
enum r#Abstract {
    r#yield,
}

#[derive(Debug, Default, Patch)]
#[patch(of = r#Virtual)]
struct r#Override {
    r#try: Option<Option<u8>>,
    r#yield: Option<Option<jiff::Timestamp>>,
}

#[test]
fn raw_fields_of_patches_are_known_by_their_plain_names() {
    let targets = |patch: &r#Override| -> Option<Vec<String>> {
        let key = r#Virtual::key("t", r#Abstract::r#yield, 2);
        let update = Update::new(key).apply(patch).request().ok()?.update;
        Some(update.targets().map(ToString::to_string).collect())
    };
    let change = r#Override { r#try: Some(Some(4)), r#yield: Some(Some(jiff::Timestamp::UNIX_EPOCH)) };
    assert_eq!(targets(&change), Some(["try", "yield", "loop"].map(str::to_owned).to_vec()));
    assert_eq!(targets(&r#Override::default()), Some(vec!["loop".to_owned()]));
}

#[test]
fn raw_identifiers_are_known_by_their_plain_names() {
    let entity = r#Virtual {
        r#type: "t".to_owned(),
        r#match: r#Abstract::r#yield,
        r#fn: Some(1),
        r#enum: 3,
        plain: 2,
        r#loop: 9,
        r#try: None,
        r#yield: Some(jiff::Timestamp::UNIX_EPOCH),
    };
    let json = entity.to_item().map(|item| item.to_dynamodb_json());
    assert_eq!(
        json.ok().as_deref(),
        Some(
            r#"{"pk":{"S":"t"},"sk":{"S":"yield#002"},"gsi1pk":{"S":"001"},"gsi1sk":{"S":"yield#003#t"},"_type":{"S":"Virtual"},"type":{"S":"t"},"match":{"S":"yield"},"enum":{"N":"3"},"plain":{"N":"2"},"loop":{"N":"9"},"yield":{"N":"0"}}"#
        )
    );
    let pattern = r#Virtual::r#move(1)
        .r#match(r#Abstract::r#yield)
        .r#enum(3)
        .r#type("a"..)
        .filter(|o| o.plain.gt(1).and(o.r#yield.lt(jiff::Timestamp::UNIX_EPOCH)));
    assert!(pattern.view::<r#Unsized>().request().is_ok());
    let by_attributes = r#Virtual::r#async("t", 2).r#enum(3..).request().map(|request| request.key_condition);
    assert_eq!(
        by_attributes.ok().map(|condition| condition.to_string()).as_deref(),
        Some(r#"type = "t" AND plain = 2 AND enum >= 3"#)
    );
    assert!(r#Extern::of("t").request().is_ok());
    assert!(r#Trait::of(1).request().is_ok());
    assert_eq!(r#Unsized::SCHEMA.rust_name, "Unsized");
    let key = r#Virtual::key("t", r#Abstract::r#yield, 2);
    let update = Update::new(key).set(|o| o.r#move(None, 4)).request().map(|request| request.update);
    assert_eq!(
        update.ok().map(|update| update.targets().count()),
        Some(4),
        "enum, gsi1pk, gsi1sk and the version"
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize, dynamo_model::Document)]
struct r#Become {
    #[attr(range = 1..)]
    r#box: u8,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, dynamo_model::Document)]
enum r#Try {
    r#Become {
        #[attr(range = 1..)]
        r#box: u8,
    },
}

#[test]
fn raw_fields_of_views_are_known_by_their_plain_names() {
    let last = r#Macro { r#type: "t".to_owned(), r#box: 1, r#try: None };
    let request = r#Do::of("t").starting_after_member(&last).request();
    let asked = request.ok().and_then(|request| request.projection);
    let asked: Vec<String> = asked.iter().flat_map(|asked| asked.paths()).map(ToString::to_string).collect();
    assert!(asked.ends_with(&["box.box".to_owned(), "try[0].Become.box".to_owned()]), "{asked:?}");
    assert!(r#Priv::of("t").request().is_ok());
}

#[test]
fn raw_fields_of_documents_are_known_by_their_plain_names() {
    let path = dynamo_model::typed::Attr::<r#Virtual, r#Become, dynamo_model::typed::Plain>::new("become");
    assert_eq!(path.r#box.path().to_string(), "become.box");
    let path = dynamo_model::typed::Attr::<r#Virtual, r#Try, dynamo_model::typed::Plain>::new("try");
    assert_eq!(path.as_become().r#box.path().to_string(), "try.Become.box");
}
