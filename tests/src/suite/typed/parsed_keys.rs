//! Primary keys read back into their parts.

use dynamo_model::request::{DeleteItem, GetItem, PutItem};
use dynamo_model::value::{Binary, Item};
use dynamo_model::{Entity, Error, Key, KeyPart, Projection, Record, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{Book, Loan, book};
use crate::Target;
use crate::kit::{item, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "files", pk("pk", B), sk = "sk")]
enum Files {
    Part(Part),
    Constant(Constant),
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, KeyPart)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Image,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Files, pk = "{digest}", sk = "{kind}#{version:unpadded}#{offset:06}#{kind}")]
struct Part {
    #[attr(key)]
    digest: Binary,
    kind: Kind,
    version: i32,
    offset: u32,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "profiles")]
enum Profiles {
    Profile(Profile),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Profiles, pk = "USER#{id}", sk = "PROFILE#{id}")]
struct Profile {
    id: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Files, pk = "{root}", sk = "ROOT")]
struct Constant {
    root: [u8; 2],
}

fn part() -> Part {
    Part { digest: Binary::from(&[0, 0xff][..]), kind: Kind::Image, version: -3, offset: 42 }
}

pub async fn the_key_of_a_stored_item_has_the_parts_it_was_made_of(target: &Target) -> Result<()> {
    let db = target.db::<Files>().await?;
    db.create(&part()).await?;
    let key = Key::of(&part()).item()?;
    let stored =
        db.backend().get_item(GetItem::new(db.table_name().clone(), key.clone())).await?.item.unwrap();
    for item in [&stored, &key] {
        let key = Key::<Part>::from_item(item.view())?;
        let (digest, kind, version, offset) = key.parts()?;
        assert_eq!((digest, kind, version, offset), (part().digest, Kind::Image, -3, 42));
        assert_eq!(db.get(key).await?, Some(part()));
    }
    let (root,) = Key::of(&Constant { root: [7, 9] }).parts()?;
    assert_eq!(root, [7, 9]);
    Ok(())
}

pub async fn the_key_of_another_entity_is_refused(target: &Target) -> Result<()> {
    let db = target.db::<super::model::Library>().await?;
    db.create(&book("a", 3)).await?;
    let item = book("a", 3).to_item()?;
    assert_eq!(Key::<Book>::from_item(item.view())?.parts()?, ("a".to_owned(), 3));
    assert!(refused(Key::<Loan>::from_item(item.view())).is_unexpected_entity());
    assert!(refused(Key::<Book>::from_item(Item::new().view())).is_unexpected_entity());
    Ok(())
}

pub async fn a_text_that_no_parts_make_is_no_key(_target: &Target) -> Result<()> {
    let digest = || Binary::from(vec![1]);
    let key = |sk: &str| {
        let item = item! { "pk": digest(), "sk": sk };
        Key::<Part>::from_item(item.view())
    };
    assert_eq!(key("text#10#000007#text")?.parts()?, (digest(), Kind::Text, 10, 7));
    let others = [
        "text#010#000007#text",
        "text#-0#000007#text",
        "text#1#000007#image",
        "video#1#000007#video",
        "text#2147483648#000007#text",
        "text#1#7#text",
    ];
    for other in others {
        assert!(refused(key(other)).is_unexpected_entity(), "{other}");
    }
    let text = item! { "pk": "1", "sk": "text#1#000007#text" };
    assert!(refused(Key::<Part>::from_item(text.view())).is_unexpected_entity());
    Ok(())
}

pub async fn a_field_that_a_key_has_twice_is_the_same_both_times(_target: &Target) -> Result<()> {
    let same = item! { "pk": "USER#0000000007", "sk": "PROFILE#0000000007" };
    assert_eq!(Key::<Profile>::from_item(same.view())?.parts()?, (7,));
    let other = item! { "pk": "USER#0000000007", "sk": "PROFILE#0000000008" };
    assert!(refused(Key::<Profile>::from_item(other.view())).is_unexpected_entity());
    Ok(())
}

/// A table that others write to, whose keys are all there is of some fields.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "labels", entity_type = "Type", adopt)]
#[index(name = "gsi1")]
enum Labels {
    Label(Label),
    Tag(Tag),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Labels, pk = "LABELS#{shelf}", sk = "{offset:+06}|{number: >6}|{count:unpadded}|{code:0>5}|{at:millis}")]
#[access(name = on)]
#[access(name = by_rank, index = gsi1, pk = "RANKS", sk = "{rank:unpadded}")]
struct Label {
    #[attr(key)]
    shelf: u8,
    #[attr(key)]
    offset: i32,
    #[attr(key)]
    number: u32,
    #[attr(key)]
    count: i32,
    #[attr(key)]
    code: String,
    #[attr(key)]
    at: jiff::Timestamp,
    #[attr(key)]
    rank: Option<u32>,
    text: String,
}

/// A key of both attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Labels, pk = "TAG#{number}", sk = "TAG#{number:unpadded}")]
struct Tag {
    #[attr(key)]
    number: u8,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Label)]
struct Count {
    count: i32,
}

const SK: &str = "+00000|     1|1|0000A|2026-11-20T09:30:00.120Z";

pub async fn a_part_that_would_be_written_otherwise_is_not_read(target: &Target) -> Result<()> {
    let db = target.db::<Labels>().await?;
    let put = async |sk: &str| {
        let item = item! { "pk": "LABELS#007", "sk": sk, "text": sk };
        db.backend().put_item(PutItem::new(db.table_name().clone(), item.clone())).await?;
        Ok::<_, Error>(item)
    };
    let other = put(&SK.replace("|1|", "|01|")).await?;
    let error = refused(db.query(Label::on(7)).all().await);
    assert!(error.is_codec(), "{error}");
    let said = "\"01\" at byte 14 is no `count`, a `i32`; it would be written \"1\"";
    assert!(
        error.message().starts_with("read `Label`: `sk` is \"+00000|") && error.message().ends_with(said),
        "{error}"
    );
    assert!(refused(db.scan::<Labels>().all().await).message().ends_with(said));
    assert!(refused(db.query(Label::on(7)).view::<Count>().all().await).message().ends_with(said));
    db.backend().delete_item(DeleteItem::new(db.table_name().clone(), keys(&other))).await?;

    let own = put(SK).await?;
    let label = Label::from_item(own.view())?;
    assert_eq!(db.query(Label::on(7)).all().await?, std::slice::from_ref(&label));
    assert_eq!(Key::of(&label).item()?, keys(&own), "what is read is the item that its key names");
    let others = [
        SK.replace("+00000", "-00000"),
        SK.replace("     1", "000001"),
        SK.replace("     1", "    01"),
        SK.replace("|1|", "|-0|"),
        SK.replace("0000A", "00000"),
    ];
    for sk in others {
        let error =
            refused(Label::from_item(item! { "pk": "LABELS#007", "sk": sk.as_str(), "text": "" }.view()));
        assert!(error.is_codec() && error.message().contains("`sk`"), "{error}");
    }
    let ranked = |rank: &str| {
        Label::from_item(
            item! { "pk": "LABELS#007", "sk": SK, "gsi1pk": "RANKS", "gsi1sk": rank, "text": "" }.view(),
        )
    };
    assert_eq!(ranked("7")?.rank, Some(7));
    assert!(refused(ranked("07")).message().contains("`gsi1sk` is \"07\""), "of an index, too");
    Ok(())
}

/// The primary key of an item of `Labels`.
fn keys(item: &Item) -> Item {
    let part = |name: &str| item.get(name).map(|key| (name.to_owned(), key.to_value()));
    Item::from_iter(["pk", "sk"].into_iter().filter_map(part))
}

pub async fn a_part_that_is_another_elsewhere_in_the_key_is_not_read(_target: &Target) -> Result<()> {
    let tag = |sk: &str| Tag::from_item(item! { "pk": "TAG#007", "sk": sk }.view());
    assert_eq!(tag("TAG#7")?, Tag { number: 7 });
    let error = refused(tag("TAG#8"));
    assert!(error.is_codec() && error.message().contains("`sk` is \"TAG#8\""), "{error}");
    Ok(())
}
