//! Keys of indexes, read back into their parts.

use dynamo_model::request::{GetItem, Query};
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Key, Projection, Record, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{Book, Chat, Library, Loan, Message, Status, book, loan};
use crate::Target;
use crate::kit::{item, refused};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "depot")]
#[index(name = "by_place", pk("tenant", ("zone", N)), sk("shelf", "slot_key"))]
#[index(name = "spread", project(keys_only))]
#[index(name = "by_owner", pk("owner"), sk("rank", N))]
enum Depot {
    Parcel(Parcel),
    Pallet(Pallet),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Depot, pk = "PARCEL#{id}", sk = "PARCEL")]
#[access(name = by_place, index = by_place, pk(tenant, zone), sk(shelf, "SLOT#{row:02}#{column:unpadded}"))]
#[access(name = spread, index = spread, pk = "T#{tenant}#{shard(4)}", sk = "{id}#{tenant}", view = Parked)]
struct Parcel {
    id: u32,
    tenant: String,
    zone: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shelf: Option<String>,
    row: u8,
    column: i32,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Parcel)]
struct Parked {
    id: u32,
}

/// Its owner and rank are the key attributes of an index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Depot, pk = "PALLET#{id}", sk = "PALLET")]
#[access(name = owned, index = by_owner, pk(owner), sk(rank))]
struct Pallet {
    id: u32,
    owner: String,
    rank: u32,
}

fn parcel(id: u32) -> Parcel {
    Parcel { id, tenant: "acme".into(), zone: 3, shelf: Some("A#1".into()), row: 7, column: -12 }
}

async fn stored<E: Entity>(db: &Db<E::Table>, entity: &E) -> Result<Item> {
    db.put(entity).await?;
    let key = Key::of(entity).item()?;
    let get = GetItem::new(db.table_name().clone(), key).consistent();
    Ok(db.backend().get_item(get).await?.item.unwrap())
}

pub async fn a_stored_item_has_the_parts_of_its_index_keys(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let lent = stored(&db, &loan("l1", "2026-11-20", Status::Open)).await?;
    let (member, day, status) = Loan::OF_MEMBER.parts(lent.view())?;
    assert_eq!((member.as_str(), day.as_str(), status), ("m", "2026-11-20", Status::Open));
    let on_shelf = stored(&db, &book("a", 4)).await?;
    assert_eq!(Book::ON_SHELF.parts(on_shelf.view())?, ("A".to_owned(), 996), "a text and a number");
    assert_eq!(Book::NUMBERED.parts(on_shelf.view())?, (4, "a".to_owned()), "of the table inverted");

    let chat = target.db::<Chat>().await?;
    let said = Message { room: 7, number: 1, sender: Some("ada".into()), text: "hello".into() };
    let said = stored(&chat, &said).await?;
    assert_eq!(Message::SENT_IN.parts(said.view())?, (7, "ada".to_owned()), "of a local index");
    Ok(())
}

pub async fn an_upsert_keeps_and_adds_to_fields_that_are_index_keys_themselves(
    target: &Target,
) -> Result<()> {
    let db = target.db::<Depot>().await?;
    let pallet = |owner: &str, rank| Pallet { id: 1, owner: owner.into(), rank };
    let upsert = |pallet: &Pallet| db.upsert(pallet).keeping(|p| &p.owner).adding(|p| &p.rank);
    upsert(&pallet("ada", 3)).await?;
    assert_eq!(db.query(Pallet::owned("ada")).all().await?, [pallet("ada", 3)], "there was none");
    upsert(&pallet("ben", 8)).await?;
    assert_eq!(db.query(Pallet::owned("ada").rank(11)).all().await?, [pallet("ada", 11)]);
    assert_eq!(db.query(Pallet::owned("ben")).all().await?, []);
    Ok(())
}

pub async fn an_index_has_the_keys_it_was_asked_for_by_their_parts(target: &Target) -> Result<()> {
    let db = target.db::<Depot>().await?;
    for id in 0..6 {
        db.put(&parcel(id)).await?;
    }
    let mut found = Vec::new();
    for request in dynamo_model::query::IntoQuery::into_query(Parcel::spread("acme")).requests()? {
        let mut held = Query::new(db.table_name().clone(), request.key_condition);
        held.index = request.index;
        for item in db.backend().query(held).await?.items {
            found.push(Parcel::SPREAD.parts(item.view())?);
        }
    }
    found.sort();
    let wanted: Vec<_> = (0..6).map(|id| ("acme".to_owned(), id)).collect();
    assert_eq!(found, wanted, "whatever the shard, and of an index that holds keys and is read as views");
    Ok(())
}

pub async fn keys_of_several_attributes_are_read_back(target: &Target) -> Result<()> {
    let db = target.db::<Depot>().await?;
    let item = stored(&db, &parcel(1)).await?;
    let (tenant, zone, shelf, row, column) = Parcel::BY_PLACE.parts(item.view())?;
    assert_eq!((tenant.as_str(), zone, shelf.as_str(), row, column), ("acme", 3, "A#1", 7, -12));
    let error = refused(Parcel::BY_PLACE.parse_pk("acme"));
    assert!(
        error
            .message()
            .ends_with("the partition key is not one text or number; give `parts` an item that has it")
    );
    Ok(())
}

pub async fn texts_of_keys_are_read_back_on_their_own(_target: &Target) -> Result<()> {
    assert_eq!(Loan::OF_MEMBER.parse_pk("MEMBER#m")?, ("m".to_owned(),));
    assert_eq!(Loan::OF_MEMBER.parse_sk("2026-11-20#returned")?, ("2026-11-20".to_owned(), Status::Returned));
    assert_eq!(Book::ON_SHELF.parse_sk("996")?, (996,), "a number");
    assert!(refused(Book::ON_SHELF.parse_sk("many")).is_unexpected_entity());
    assert_eq!(Parcel::SPREAD.parse_pk("T#acme#03")?, ("acme".to_owned(),));
    assert_eq!(
        Parcel::SPREAD.parse_sk("0000000007#acme")?,
        (7, "acme".to_owned()),
        "with what both halves have"
    );
    Ok(())
}

pub async fn an_item_that_is_not_in_an_index_has_no_key_there(target: &Target) -> Result<()> {
    let db = target.db::<Depot>().await?;
    let item = stored(&db, &Parcel { shelf: None, ..parcel(1) }).await?;
    let error = refused(Parcel::BY_PLACE.parts(item.view()));
    assert!(error.is_unexpected_entity());
    assert_eq!(
        error.message(),
        "no key of `Parcel` in index `by_place`: the item has no `shelf`, and so is not in the index"
    );
    let of_text = item! { "tenant": "acme", "zone": "3", "shelf": "A", "slot_key": "SLOT#07#1" };
    let error = refused(Parcel::BY_PLACE.parts(of_text.view()));
    assert!(error.message().ends_with("`zone` is not of type N"), "{error}");
    Ok(())
}

pub async fn what_is_wrong_with_an_index_key_is_told_with_its_template_and_place(
    _target: &Target,
) -> Result<()> {
    let told = |sk: &str| refused(Loan::OF_MEMBER.parse_sk(sk)).message().to_owned();
    let begin = "no key of `Loan` in index `gsi1`: `gsi1sk` is";
    assert_eq!(
        told("2026-11-20"),
        format!(
            "{begin} \"2026-11-20\", and no \"{{day}}#{{status}}\": from byte 10 on \"#\" is expected, and it ends there"
        )
    );
    assert_eq!(
        told("2026-11-20#note"),
        format!(
            "{begin} \"2026-11-20#note\", and no \"{{day}}#{{status}}\": \"note\" at byte 11 is no `status`, a `Status`"
        )
    );
    assert_eq!(
        told("2026-11-20#open#2"),
        format!(
            "{begin} \"2026-11-20#open#2\", and no \"{{day}}#{{status}}\": from byte 15 on the end is expected, and \"#2\" \
             stands there"
        )
    );
    let padded =
        refused(Parcel::SPREAD.parts(item! { "spreadpk": "T#a#00", "spreadsk": "0000000007#b" }.view()));
    assert!(
        padded.message().ends_with("\"b\" at byte 11 is no `tenant`, a `String`; it would be written \"a\""),
        "{padded}"
    );
    let item = parcel(1).to_item()?;
    assert!(Parcel::BY_PLACE.parts(item.view()).is_ok());
    Ok(())
}
