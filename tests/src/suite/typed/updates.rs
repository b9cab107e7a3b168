//! Updates of what index keys are made of: the item is as if the whole entity had been put.
//!
//! Only what is made of the time of the last write may be there in vain, which `timestamps` says.

use std::collections::BTreeSet;

use dynamo_model::builder::{Transact, Update};
use dynamo_model::request::{GetItem, PutItem};
use dynamo_model::value::Item;
use dynamo_model::{Db, Entity, Key, Record, Result, Table};
use serde::{Deserialize, Serialize};

use super::model::{Book, Library, Loan, Note, Status, book, loan, note};
use crate::Target;
use crate::kit::refused;

/// Parcels: a partition key attribute that two indexes share, keys of numbers, and parts that live in keys only.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "depot", pk("depot", N))]
#[index(name = "gsi1")]
#[index(name = "gsi2", pk = "gsi1pk", sk("weight", N))]
#[index(name = "gsi3", pk("serial", N))]
#[index(name = "gsi4", sk = none)]
#[index(name = "gsi5")]
enum Depot {
    Parcel(Parcel),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Depot, pk = "{depot}", sk = "PARCEL#{number}")]
#[access(name = by_carrier, index = gsi1, pk = "CARRIER#{carrier}", sk = "{day}#{depot}")]
#[access(name = by_weight, index = gsi2, pk = "CARRIER#{carrier}", sk = "{weight}")]
#[access(name = on_route, index = gsi3, pk = "{number}", sk = "ROUTE#{route}")]
#[access(name = by_base, index = gsi4, pk = "{length}x{width}")]
#[access(name = by_face, index = gsi5, pk = "{width}x{height}", sk = "{number}")]
struct Parcel {
    depot: u16,
    #[attr(key)]
    number: u32,
    carrier: String,
    day: String,
    weight: Option<u32>,
    route: Option<String>,
    #[attr(key)]
    length: u8,
    width: u8,
    height: u8,
}

fn parcel() -> Parcel {
    Parcel {
        depot: 7,
        number: 12,
        carrier: "ups".into(),
        day: "2026-11-20".into(),
        weight: Some(5),
        route: Some("north".into()),
        length: 2,
        width: 3,
        height: 9,
    }
}

async fn stored<E: Entity>(db: &Db<E::Table>, entity: &E) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), Key::of(entity).item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

pub async fn a_field_that_makes_a_key_alone_takes_the_key_along(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&note("1", "2026-11-20")).await?;
    db.update(Note::key("1")).set(|n| n.member.to("z")).await?;
    db.update(Note::key("1")).set(|n| n.day.to("2026-11-21")).set(|n| n.text.to("late")).await?;
    let wanted = Note { member: "z".into(), text: "late".into(), ..note("1", "2026-11-21") };
    assert_eq!(stored(&db, &wanted).await?, wanted.to_item()?);
    assert_eq!(db.query(Note::about_member("z").day("2026-11-21".to_owned())).all().await?, [wanted]);
    assert_eq!(db.query(Note::about_member("m")).all().await?, []);
    Ok(())
}

pub async fn fields_that_make_a_key_together_are_set_together(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&loan("1", "2026-11-20", Status::Open)).await?;
    let returned = Loan { member: Some("z".into()), ..loan("1", "2026-11-21", Status::Returned) };
    let new = db
        .update(Loan::key("1"))
        .set(|l| l.of_member(Some("z".into()), "2026-11-21", Status::Returned))
        .only_if(|l| l.status.eq(Status::Open))
        .returning_new()
        .await?;
    assert_eq!(new, returned);
    assert_eq!(stored(&db, &returned).await?, returned.to_item()?);
    assert_eq!(db.query(Loan::of_member("z")).all().await?, [returned]);
    assert_eq!(db.query(Loan::of_member("m")).all().await?, []);
    Ok(())
}

pub async fn none_takes_an_entity_out_of_the_index_and_some_into_it(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    let (anonymous, known) = (
        Loan { member: None, ..loan("1", "2026-11-20", Status::Open) },
        loan("1", "2026-11-20", Status::Open),
    );
    db.put(&known).await?;
    let set = |member: Option<&str>| {
        let member = member.map(str::to_owned);
        db.update(Loan::key("1")).set(|l| l.of_member(member, "2026-11-20", Status::Open))
    };
    set(None).await?;
    assert_eq!(stored(&db, &anonymous).await?, anonymous.to_item()?);
    assert_eq!(db.query(Loan::of_member("m")).all().await?, []);
    set(Some("m")).await?;
    assert_eq!(stored(&db, &known).await?, known.to_item()?);
    assert_eq!(db.query(Loan::of_member("m")).all().await?, [known]);
    Ok(())
}

pub async fn attributes_that_are_keys_under_their_own_names_are_set_alone(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&book("a", 1)).await?;
    db.update(Book::key("a", 1)).set(|b| b.shelf.removed()).await?;
    let unshelved = Book { shelf: None, ..book("a", 1) };
    assert_eq!(stored(&db, &unshelved).await?, unshelved.to_item()?);
    db.update(Book::key("a", 1)).set(|b| b.pages.to(70_u32)).await?;
    db.update(Book::key("a", 1)).set(|b| b.shelf.to("B")).await?;
    let moved = Book { shelf: Some("B".into()), pages: 70, ..book("a", 1) };
    assert_eq!(stored(&db, &moved).await?, moved.to_item()?);
    assert_eq!(db.query(Book::on_shelf("B").pages(..100)).count().await?, 1);
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "games")]
#[index(name = "board", pk("game"), sk("points", N))]
enum Games {
    Player(Player),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Games, pk = "PLAYER#{id}", sk = "PLAYER")]
#[access(name = board, index = board, pk(game), sk(points))]
struct Player {
    id: String,
    game: String,
    points: u32,
}

pub async fn a_number_that_is_a_key_attribute_itself_is_counted(target: &Target) -> Result<()> {
    let db = target.db::<Games>().await?;
    let player = |id: &str, points| Player { id: id.to_owned(), game: "chess".into(), points };
    db.put(&player("ada", 5)).await?;
    db.put(&player("bob", 9)).await?;
    let new = db.update(Player::key("ada")).set(|p| p.points.plus(10)).returning_new().await?;
    assert_eq!(new, player("ada", 15));
    assert_eq!(stored(&db, &new).await?, new.to_item()?);
    let board = db.query(Player::board("chess")).all().await?;
    assert_eq!(board, [player("bob", 9), player("ada", 15)], "it has moved in the index");
    db.upsert(&player("bob", 7)).adding(|p| &p.points).await?;
    assert_eq!(db.query(Player::board("chess").points(16..)).all().await?, [player("bob", 16)]);
    Ok(())
}

pub async fn whatever_an_update_assigns_the_item_is_as_if_put(target: &Target) -> Result<()> {
    let db = target.db::<Depot>().await?;
    let mut states = Vec::new();
    for carrier in ["ups", "dhl"] {
        for weight in [None, Some(5), Some(6)] {
            for route in [None, Some("north".to_owned())] {
                states.push(Parcel { carrier: carrier.into(), weight, route, ..parcel() });
            }
        }
    }
    for from in &states {
        for to in &states {
            db.put(from).await?;
            let update = db
                .update(Parcel::key(7, 12))
                .set(|p| p.by_carrier(&to.carrier, to.weight))
                .set(|p| p.by_base(1, 4, 8));
            let update = match &to.route {
                Some(route) => update.set(|p| p.route.to(route)),
                None => update.set(|p| p.route.removed()),
            };
            update.set(|p| p.day.to("2026-12-01")).await?;
            let wanted = Parcel { day: "2026-12-01".into(), length: 1, width: 4, height: 8, ..to.clone() };
            // The attribute of a `None` is not stored, and nor are the keys of an index the entity is not in.
            assert_eq!(stored(&db, to).await?, wanted.to_item()?, "from {from:?}");
        }
    }
    Ok(())
}

pub async fn fields_that_are_linked_by_another_pattern_are_set_too(target: &Target) -> Result<()> {
    let db = target.db::<Depot>().await?;
    db.put(&parcel()).await?;
    // The pattern's own fields come first, in the order of its key.
    db.update(Parcel::key(7, 12)).set(|p| p.by_face(4, 5, 6)).await?;
    let wanted = Parcel { length: 6, width: 4, height: 5, ..parcel() };
    assert_eq!(stored(&db, &wanted).await?, wanted.to_item()?);
    assert_eq!(db.query(Parcel::by_base(6, 4)).all().await?, [wanted]);
    Ok(())
}

/// Two entities that differ in one pattern.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "sales")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
#[index(name = "gsi3")]
enum Sales {
    Sale(Sale),
    Resale(Resale),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Sales, pk = "SALE#{id}", sk = "SALE")]
#[access(name = by_order, index = gsi1, pk = "ORDER#{order}", sk = "{buyer}#{seller}#{payer}")]
#[access(name = by_buyer, index = gsi2, pk = "BUYER#{buyer}", sk = "{order}")]
struct Sale {
    id: u8,
    order: String,
    buyer: Option<String>,
    seller: Option<String>,
    payer: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Sales, pk = "RESALE#{id}", sk = "RESALE")]
#[access(name = by_order, index = gsi1, pk = "REORDER#{order}", sk = "{buyer}#{seller}#{payer}")]
#[access(name = by_buyer, index = gsi2, pk = "REBUYER#{buyer}", sk = "{order}")]
#[access(name = by_payer, index = gsi3, pk = "RESELLER#{seller}", sk = "{payer}")]
struct Resale {
    id: u8,
    order: String,
    buyer: Option<String>,
    seller: Option<String>,
    payer: Option<String>,
}

pub async fn another_pattern_changes_no_argument_of_those_there_are(target: &Target) -> Result<()> {
    let db = target.db::<Sales>().await?;
    db.create(&Sale { id: 1, order: "o".into(), buyer: None, seller: None, payer: None }).await?;
    db.create(&Resale { id: 1, order: "o".into(), buyer: None, seller: None, payer: None }).await?;
    let some = |name: &str| Some(name.to_owned());
    db.update(Sale::key(1)).set(|s| s.by_buyer(some("ada"), "o", some("bob"), some("cyd"))).await?;
    db.update(Resale::key(1)).set(|s| s.by_buyer(some("ada"), "o", some("bob"), some("cyd"))).await?;
    let sale = db.get(Sale::key(1)).await?.map(|sale| (sale.seller, sale.payer));
    let resale = db.get(Resale::key(1)).await?.map(|sale| (sale.seller, sale.payer));
    assert_eq!(sale, Some((some("bob"), some("cyd"))), "in the order in which they are declared");
    assert_eq!(sale, resale);
    Ok(())
}

pub async fn updates_in_transactions_keep_keys_right(target: &Target) -> Result<()> {
    let db = target.db::<Library>().await?;
    db.put(&note("1", "2026-11-20")).await?;
    db.put(&loan("1", "2026-11-20", Status::Open)).await?;
    db.transact()
        .update(Update::new(Note::key("1")).set(|n| n.member.to("z")))
        .update(Update::new(Loan::key("1")).set(|l| l.of_member(None, "2026-11-20", Status::Returned)))
        .await?;
    let note = Note { member: "z".into(), ..note("1", "2026-11-20") };
    let loan = Loan { member: None, ..loan("1", "2026-11-20", Status::Returned) };
    assert_eq!(stored(&db, &note).await?, note.to_item()?);
    assert_eq!(stored(&db, &loan).await?, loan.to_item()?);
    Ok(())
}

pub async fn what_would_break_a_key_is_refused_before_it_is_sent(target: &Target) -> Result<()> {
    // No table is made: a request that was sent would fail with another error.
    let db = Db::<Library>::new(target.backend().clone()).named(target.table_name());
    let update = || db.update(Loan::key("1"));
    assert!(refused(db.update(Note::key("1")).set(|n| n.member.to("a#b")).await).is_invalid_key());
    assert!(refused(db.update(Note::key("1")).set(|n| n.day.to("")).await).is_invalid_key());
    let badly_dated = update().set(|l| l.of_member(None, "2026#11", Status::Open));
    assert!(badly_dated.request().is_ok(), "the loan is in no index");
    let badly_dated = update().set(|l| l.of_member(Some("m".into()), "2026#11", Status::Open));
    assert!(refused(badly_dated.await).is_invalid_key());
    let write = Update::new(Note::key("1")).set(|n| n.member.to(""));
    assert!(refused(Transact::<Library>::new().update(write).request()).is_invalid_key());
    let twice = db.update(Note::key("1")).set(|n| n.member.to("a")).set(|n| n.member.to("b"));
    let error = refused(twice.await);
    assert_eq!(error.message(), "an update of `Note` assigns `member` twice");
    assert!(error.is_validation());
    Ok(())
}

/// Files that were stored before they were in any index.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "archive")]
#[index(name = "gsi1")]
#[index(name = "gsi2")]
#[index(name = "by_owner", pk("owner"), sk("kind", "file_key"))]
enum Archive {
    File(File),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Archive, pk = "FILE#{id}", sk = "FILE")]
#[access(name = on_shelf, index = gsi1, pk = "FILES", sk = "{shelf}#{row}")]
#[access(name = by_size, index = gsi2, pk = "SIZES#{shard(2)}", sk = "{size:05}")]
#[access(name = owned, index = by_owner, pk(owner), sk(kind, "FILE#{id}"))]
struct File {
    id: u32,
    shelf: String,
    row: u8,
    size: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
}

fn file() -> File {
    File { id: 1, shelf: "a".into(), row: 2, size: 300, owner: None, kind: "map".into(), score: None }
}

pub async fn an_update_completes_the_keys_of_an_item_that_is_older_than_its_indexes(
    target: &Target,
) -> Result<()> {
    let db = target.db::<Archive>().await?;
    let mut old = file().to_item()?;
    for name in ["gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk"] {
        assert!(old.remove(name));
    }
    db.backend().put_item(PutItem::new(db.table_name().clone(), old.clone())).await?;
    db.update(File::key(1)).set(|f| f.kind.to("book")).await?;
    let names = |item: &Item| item.iter().map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(&stored(&db, &file()).await?), names(&old), "no key of an index that it stays out of");
    let book = File { kind: "book".into(), ..file() };

    db.update(File::key(1)).set(|f| f.on_shelf("b", 7)).await?;
    let moved = File { shelf: "b".into(), row: 7, ..book };
    assert_eq!(db.query(File::on_shelf().shelf("b")).all().await?, std::slice::from_ref(&moved));
    assert_eq!(db.query(File::by_size()).count().await?, 0, "of the other index nothing was set");
    db.update(File::key(1)).set(|f| f.size.to(400_u32)).await?;
    let grown = File { size: 400, ..moved };
    assert_eq!(
        db.query(File::by_size().size(400..)).all().await?,
        std::slice::from_ref(&grown),
        "of its shard, too"
    );
    db.update(File::key(1)).set(|f| f.owner.to("ada")).await?;
    let owned = File { owner: Some("ada".into()), ..grown };
    assert_eq!(db.query(File::owned("ada")).all().await?, std::slice::from_ref(&owned));
    assert_eq!(stored(&db, &owned).await?, owned.to_item()?, "as if it had been put");
    Ok(())
}

pub async fn a_value_that_cannot_be_stored_is_refused_with_the_name_of_its_attribute(
    target: &Target,
) -> Result<()> {
    // No table is made: a request that was sent would fail with another error.
    let db = Db::<Archive>::new(target.backend().clone()).named(target.table_name());
    let errors = [
        refused(db.update(File::key(1)).set(|f| f.score.to(f64::NAN)).await),
        refused(db.update(File::key(1)).set(|f| f.score.plus(f64::NAN)).await),
        refused(db.update(File::key(1)).set(|f| f.size.to(1)).only_if(|f| f.score.eq(f64::NAN)).await),
        refused(db.scan::<File>().filter(|f| f.score.lt(f64::INFINITY)).all().await),
        refused(db.scan::<File>().filter(|f| f.score.between(0.0, f64::NAN)).all().await),
        refused(db.scan::<File>().filter(|f| f.score.is_in([0.5, f64::NAN])).all().await),
    ];
    for error in errors {
        assert!(error.message().contains("attribute `score`: "), "{error}");
    }
    Ok(())
}
