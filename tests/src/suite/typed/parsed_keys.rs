//! Primary keys read back into their parts.

use dynamo_model::request::GetItem;
use dynamo_model::value::{Binary, Item};
use dynamo_model::{Entity, Key, KeyPart, Record, Result, Table};
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
