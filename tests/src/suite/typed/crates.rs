//! A table whose entities are in two crates: [`Market`] and its orders in one, its customers and their baskets in this.

use dynamo_model::builder::{Check, Update};
use dynamo_model::request::{DeleteItem, PutItem, Scan};
use dynamo_model::schema::TableSchema;
use dynamo_model::value::Item;
use dynamo_model::{Collection, Db, Entity, Record as _, Result, Table};
use dynamo_tests_market::{Market, Order, Total, spent};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[access(name = about)]
#[access(name = since, index = gsi1, pk = "DAY#{day}", sk = "{number}")]
#[access(name = numbered, index = totals, pk = "DAY#{day}", sk = "{number}", hydrate)]
struct Customer {
    id: String,
    day: u32,
    number: u32,
    #[attr(unique)]
    email: String,
    #[attr(deleted)]
    left_at: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "CUSTOMER#{customer}", sk = "BASKET")]
struct Basket {
    customer: String,
    left_at: u32,
    #[attr(ttl)]
    until: Option<u64>,
}

/// A parcel: its weight was once in kilograms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "PARCEL#{id}", sk = "PARCEL", revision = 2, upgrade(1 = Parcel::in_grams))]
struct Parcel {
    id: u32,
    grams: u32,
}

impl Parcel {
    fn in_grams(item: &mut Item) -> Result<()> {
        let kilograms: u32 = item.take("kilograms").unwrap_or(0.into()).deserialize()?;
        item.insert("grams", kilograms * 1000);
        Ok(())
    }
}

#[derive(Debug, PartialEq, Table)]
#[table(of = Market)]
enum All {
    Order(Order),
    Customer(Customer),
    Basket(Basket),
    Parcel(Parcel),
}

/// What this crate knows of a customer.
#[derive(Debug, PartialEq, Collection)]
#[collection(table = Market, pk = "CUSTOMER#{id}", of(id: String))]
struct Known {
    customer: Option<Customer>,
    basket: Option<Basket>,
    #[collection(other)]
    others: Vec<Item>,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(table = Market, pk = "CUSTOMER#{id}", of(id: String))]
enum Customers {
    Customer(Customer),
    #[collection(other)]
    Other(Item),
}

fn customer(id: &str, number: u32) -> Customer {
    Customer { id: id.to_owned(), day: 1, number, email: format!("{id}@example.org"), left_at: None }
}

fn basket(id: &str) -> Basket {
    Basket { customer: id.to_owned(), left_at: 5, until: None }
}

/// Stores two customers, one with orders and a basket.
async fn market(target: &Target) -> Result<Db<Market>> {
    let db = target.db::<Market>().await?;
    db.create(&customer("ada", 2)).await?;
    db.create(&customer("bob", 3)).await?;
    db.put(&basket("ada")).await?;
    for id in [1, 2, 3] {
        db.create(&Order::new("ada", id)).await?;
    }
    Ok(db)
}

pub async fn entities_of_two_crates_share_keys_and_are_told_apart(target: &Target) -> Result<()> {
    let db = market(target).await?;
    assert_eq!(spent(&db, "ada").await?, 60, "the other crate sees its own entities");
    let orders = db.query(Order::on_day(1)).all().await?;
    assert_eq!(orders, [1, 2, 3].map(|id| Order::new("ada", id)));
    assert_eq!(db.query(Order::on_day(1).id(2)).all().await?, [Order::new("ada", 2)]);
    assert_eq!(db.query(Order::on_day(1)).limit(2).await?.len(), 2);
    assert_eq!(db.query(Order::on_day(1)).count().await?, 3);
    assert_eq!(db.query(Customer::since(1)).all().await?, [customer("ada", 2), customer("bob", 3)]);
    assert_eq!(db.query(Customer::numbered(1).number(2..)).all().await?.len(), 2);
    let totals = db.query(Order::totals(1).id(3)).all().await?;
    assert_eq!(totals, [Total { id: 3, total: 30 }], "a customer has the same key in the index");
    assert_eq!(db.scan::<Order>().through(Order::ON_DAY).count().await?, 3);
    assert_eq!(db.scan::<Basket>().all().await?, [basket("ada")]);
    Ok(())
}

pub async fn the_enum_that_closes_a_layout_reads_all_of_it(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let about_ada = [
        basket("ada").into(),
        Order::new("ada", 1).into(),
        Order::new("ada", 2).into(),
        Order::new("ada", 3).into(),
        customer("ada", 2).into(),
    ];
    let read: Vec<All> = db.query(Customer::about("ada").collection()).all().await?;
    assert_eq!(read, about_ada);
    assert_eq!(db.query(Order::of_customer("ada").collection()).all().await?, about_ada);
    assert_eq!(db.query(Order::on_day(1).collection()).all().await?.len(), 5);
    let whole = db.query(Customer::numbered(1).collection()).all().await?;
    assert!(
        whole.contains(&Order::new("ada", 2).into()),
        "the index holds a part of it, so it is read from the table"
    );
    assert_eq!(whole.len(), 5);
    assert_eq!(db.scan::<All>().all().await?.len(), 6);
    assert_eq!(db.scan::<All>().count().await?, 6, "guards are not counted");
    db.put(&All::from(basket("bob"))).await?;
    db.batch_write().put(&All::from(basket("eve"))).await?;
    assert_eq!(db.scan::<Basket>().count().await?, 3);
    Ok(())
}

pub async fn values_are_unique_in_a_table_of_two_crates(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let receipt = |id, text: &str| Order { receipt: Some(text.to_owned()), ..Order::new("ada", id) };
    db.create(&receipt(7, "r7")).await?;
    assert!(refused(db.create(&receipt(8, "r7")).await).is_unique_violation());
    assert!(refused(db.create(&All::from(receipt(8, "r7"))).await).is_unique_violation());
    db.put(&All::from(receipt(7, "r8"))).await?;
    db.create(&receipt(8, "r7")).await?;
    db.delete(Order::key("ada", 7)).await?;
    assert!(db.claim_unique::<Order>().await?.clashes.is_empty());
    db.put(&receipt(9, "r8")).await?;
    assert_eq!(db.scan::<All>().all().await?.len(), 8);
    // One that was stored before its value was unique, and a guard that was left over.
    let old = Order { customer: "bob".to_owned(), ..receipt(1, "r9") };
    db.backend().put_item(PutItem::new(db.table_name().clone(), old.to_item()?)).await?;
    let gone = Order::key("ada", 8).item()?;
    db.backend().delete_item(DeleteItem::new(db.table_name().clone(), gone)).await?;
    let claims = db.claim_unique::<Order>().await?;
    assert_eq!((claims.claimed, claims.released), (1, 1));
    Ok(())
}

pub async fn what_is_hidden_is_known_by_those_who_know_its_entity(target: &Target) -> Result<()> {
    let db = market(target).await?;
    db.soft_delete(Customer::key("ada")).await?;
    assert_eq!(db.query(Customer::since(1)).all().await?, [customer("bob", 3)]);
    assert_eq!(db.query(Customer::numbered(1)).all().await?, [customer("bob", 3)]);
    let all = db.query(Order::of_customer("ada").collection()).all().await?;
    assert_eq!(
        all.len(),
        4,
        "the customer is left out, and the basket with an attribute of that name is not"
    );
    assert_eq!(db.scan::<All>().all().await?.len(), 5);
    assert_eq!(db.scan::<All>().including_hidden().all().await?.len(), 6);
    let known = db
        .get_collection(Known::of("ada"))
        .await?
        .map(|known| (known.customer.is_some(), known.basket.is_some(), known.others.len()));
    assert_eq!(known, Some((false, true, 3)));
    let read = db.query(Customers::of("ada")).all().await?;
    assert_eq!(read.len(), 4, "what is of a crate that is not known is hidden by nobody");
    assert!(read.iter().all(|one| matches!(one, Customers::Other(_))));
    Ok(())
}

pub async fn an_item_of_a_crate_that_is_not_known_is_no_entity(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let mut review = Order::key("ada", 4).item()?;
    review.insert("_type", "Review");
    db.backend().put_item(PutItem::new(db.table_name().clone(), review)).await?;
    assert_eq!(spent(&db, "ada").await?, 60, "its key is in the range of orders");
    let error = refused(db.query(Order::of_customer("ada").collection()).all().await);
    assert!(error.is_unexpected_entity());
    assert!(
        error.message().contains(
            "table `All` has no entity with tag \"Review\"; it has Order, Customer, Basket, Parcel"
        )
    );
    let others = db.get_collection(Known::of("ada")).await?.map(|known| known.others.len());
    assert_eq!(others, Some(4), "three orders and what it is");
    Ok(())
}

pub async fn a_transaction_writes_entities_of_two_crates(target: &Target) -> Result<()> {
    let db = market(target).await?;
    db.transact()
        .check(Check::exists(Customer::key("bob")))
        .create(&Order::new("bob", 1))
        .put(&basket("bob"))
        .await?;
    let (customer, order) = db.transact_get((Customer::key("bob"), Order::key("bob", 1))).await?;
    assert!(customer.is_some_and(|customer| customer.number == 3) && order.is_some());
    let again = db.transact().create(&Order::new("bob", 1)).delete(Basket::key("bob")).await;
    assert!(refused(again).message().starts_with("write 1 of 2, "));
    Ok(())
}

pub async fn a_transaction_on_a_layout_refuses_older_items_by_name(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    let mut item = Parcel { id: 1, grams: 0 }.to_item()?;
    item.remove("grams");
    item.insert("kilograms", 3);
    item.insert("_rev", 1);
    db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await?;
    let lighter = || Update::new(Parcel::key(1)).set(|p| p.grams.minus(500));
    let error = refused(db.transact().update(lighter()).await);
    let outdated = "whose item is of revision 1, not of revision 2; `edit` it first, or run `upgrade_all`";
    assert!(
        error.message().starts_with(&format!("write 1 of 1, the update of `Parcel`, {outdated}")),
        "{error}"
    );
    let again = All::from(Parcel { id: 1, grams: 5 });
    let error = refused(db.transact().create(&again).await);
    assert!(
        error.message().starts_with(&format!("write 1 of 1, the create of `All`, {outdated}")),
        "{error}"
    );
    assert_eq!(db.upgrade_all::<Parcel>().await?.upgraded, 1);
    db.transact().update(lighter()).await?;
    assert_eq!(db.get(Parcel::key(1)).await?, Some(Parcel { id: 1, grams: 2500 }));
    Ok(())
}

pub async fn the_schema_of_the_enum_that_closes_a_layout_has_its_entities(target: &Target) -> Result<()> {
    let db = market(target).await?;
    let (layout, all) = (Market::SCHEMA, All::SCHEMA);
    assert!(all.to_markdown().contains("BASKET") && !layout.to_markdown().contains("BASKET"));
    let changes: Vec<String> =
        all.to_lock().changes_to(&layout.to_lock()).iter().map(ToString::to_string).collect();
    let gone: Vec<&str> =
        changes.iter().filter_map(|change| change.split_once(" is gone")).map(|(what, _)| what).collect();
    assert_eq!(gone, ["entity `Basket`", "entity `Customer`", "entity `Order`", "entity `Parcel`"]);
    assert_eq!(changes.len(), gone.len(), "the key and the indexes are those of the layout: {changes:?}");
    let stored = db.backend().scan(Scan::new(db.table_name().clone()).consistent()).await?.items;
    let guards = |schema: &TableSchema| stored.iter().filter(|item| schema.is_guard(item.view())).count();
    assert_eq!((guards(all), guards(layout)), (2, 2), "one for the address of each customer");
    Ok(())
}
