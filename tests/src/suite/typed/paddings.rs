//! Text and integers padded to a width of the template's, and integers with a sign, as existing tables have them.

use dynamo_model::key::starts_with;
use dynamo_model::query::IntoQuery as _;
use dynamo_model::request::GetItem;
use dynamo_model::{Collection, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{item, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "parts")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
enum Parts {
    Part(Part),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Parts, pk = "MAKER#{maker:_<8}", sk = "PART#{code: <6}{size: >4}")]
#[access(name = of_maker)]
#[access(name = by_serial, index = gsi1, pk = "SERIALS", sk = "{serial:0>8}#{maker:_<8}")]
#[access(name = by_offset, index = gsi2, pk = "OFFSET#{offset:+05}", sk = "{maker:_<8}")]
struct Part {
    #[attr(key)]
    maker: String,
    #[attr(key)]
    code: String,
    #[attr(key)]
    size: u32,
    serial: String,
    #[attr(key)]
    offset: i16,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(of = Part)]
struct Serial {
    maker: String,
    serial: String,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Parts, pk = "MAKER#{of:_<8}", of(of: String))]
struct Maker {
    parts: Vec<Part>,
}

fn part(code: &str, size: u32) -> Part {
    Part { maker: "acme".into(), code: code.into(), size, serial: "A1".into(), offset: -40 }
}

pub async fn text_and_numbers_are_padded_as_the_template_says_and_read_back(target: &Target) -> Result<()> {
    let db = target.db::<Parts>().await?;
    let bolt = part("bolt", 42);
    db.create(&bolt).await?;
    let key = item! { "pk": "MAKER#acme____", "sk": "PART#bolt    42" };
    let stored = db.backend().get_item(GetItem::new(db.table_name().clone(), key)).await?.item.unwrap();
    let text = |name| stored.get(name).and_then(|value| value.as_s());
    assert_eq!((text("gsi1sk"), text("gsi2pk")), (Some("000000A1#acme____"), Some("OFFSET#-0040")));
    assert_eq!(db.get(Part::key("acme", "bolt", 42)).await?, Some(bolt.clone()));
    assert_eq!(
        Part::key("acme", "bolt", 42).parts::<(String, String, u32)>()?,
        ("acme".into(), "bolt".into(), 42)
    );
    assert_eq!(db.query(Part::by_serial().serial("A1")).all().await?, std::slice::from_ref(&bolt));
    assert_eq!(
        db.query(Part::by_offset(-40).maker(starts_with("ac"))).all().await?,
        std::slice::from_ref(&bolt)
    );
    let serial = Serial { maker: "acme".into(), serial: "A1".into() };
    assert_eq!(db.query(Part::by_serial()).view::<Serial>().all().await?, [serial]);
    assert_eq!(db.get_collection(Maker::of("acme")).await?, Some(Maker { parts: vec![bolt] }));
    let renamed =
        db.update(Part::key("acme", "bolt", 42)).set(|p| p.serial.to("B22")).returning_new().await?;
    assert_eq!(db.query(Part::by_serial().serial("B22").maker("acme")).all().await?, [renamed]);
    Ok(())
}

pub async fn ranges_hold_over_what_padding_leaves_in_order(target: &Target) -> Result<()> {
    let db = target.db::<Parts>().await?;
    let parts = [("a", 5), ("a", 42), ("a", 1000), ("a b", 1), ("ab", 2), ("b", 3)]
        .map(|(code, size)| part(code, size));
    for part in &parts {
        db.create(part).await?;
    }
    assert_eq!(db.query(Part::of_maker("acme")).all().await?, parts, "shorter texts and numbers come first");
    let found = async |query| Ok::<_, dynamo_model::Error>(db.query(query).all().await?);
    assert_eq!(found(Part::of_maker("acme").code("a").size(6..=1000)).await?, parts[1..3]);
    assert_eq!(found(Part::of_maker("acme").code("a".."ab").into_query()).await?, parts[..4]);
    assert_eq!(found(Part::of_maker("acme").code("a b"..).into_query()).await?, parts[3..]);
    assert_eq!(found(Part::of_maker("acme").code(starts_with("a")).into_query()).await?, parts[..5]);
    let equal = db.query(Part::of_maker("acme").code("a")).all().await?;
    assert_eq!(equal, parts[..3], "and not what begins with it");
    Ok(())
}

pub async fn what_would_be_taken_for_padding_is_refused(target: &Target) -> Result<()> {
    let db = target.db::<Parts>().await?;
    let create = async |part: Part| refused(db.create(&part).await).to_string();
    let error = create(part("bolt ", 1)).await;
    assert!(error.contains("is \"bolt \", and ends with ` `, which the template pads with"), "{error}");
    let error = create(Part { serial: "0A1".into(), ..part("bolt", 1) }).await;
    assert!(error.contains("is \"0A1\", and begins with `0`, which the template pads with"), "{error}");
    let error = create(part("bolts-m8", 1)).await;
    assert!(error.contains("is \"bolts-m8\", 8 bytes, and the template has room for 6"), "{error}");
    let error = create(part("bolt", 10_000)).await;
    assert!(error.contains("is \"10000\", 5 bytes, and the template has room for 4"), "{error}");
    let error = create(part("bølt", 1)).await;
    assert!(error.contains("is \"bølt\", and only printable characters of ASCII are padded"), "{error}");
    let error = create(Part { offset: -12_345, ..part("bolt", 1) }).await;
    assert!(error.contains("is \"-12345\", 6 digits, and the template has room for 5"), "{error}");
    assert!(create(part("", 1)).await.contains("is empty"));
    let error = refused(db.query(Part::of_maker("acme").code(starts_with("a "))).all().await);
    assert!(error.is_invalid_key() && error.to_string().contains("ends with ` `"), "{error}");
    Ok(())
}

pub async fn a_prefix_ends_within_the_width_of_its_part(target: &Target) -> Result<()> {
    let db = target.db::<Parts>().await?;
    let bolt = part("bolt", 42);
    db.create(&bolt).await?;
    let found = async |prefix: &str| db.query(Part::of_maker("acme").code(starts_with(prefix))).all().await;
    assert_eq!(found("bo").await?, [bolt]);
    assert_eq!(found("b  olt").await?, [], "as long as the part");
    let error = refused(found("bolt    42").await);
    let said = "key part `code` of \"PART#{code: <6}{size: >4}\" is \"bolt    42\", 10 bytes, and the template has room for 6";
    assert!(error.is_invalid_key() && error.to_string().contains(said), "{error}");
    Ok(())
}
