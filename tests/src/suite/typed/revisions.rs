//! Entities whose stored form has changed: older items are read and written all the same.

use std::sync::Arc;

use dynamo_model::builder::{Get, Outcome, Update, Upsert};
use dynamo_model::explain::Explanation;
use dynamo_model::request::{GetItem, IndexProjection, PutItem};
use dynamo_model::value::{Item, Number};
use dynamo_model::{Collection, Db, Entity, Error, Projection, Record, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::{item, refused};

/// The sales of shops. Notes have no revisions.
#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "till", revision = "form")]
#[index(name = "by_state")]
#[index(name = "by_day", project(include))]
#[index(name = "by_word", project(include("cents")))]
enum Till {
    Sale(Sale),
    Note(Note),
    Coupon(Coupon),
}

/// First a sale had a `total` in whole units and was `paid` or not; then its `cents` took the place of the total; now a
/// `state` takes that of `paid`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(
    table = Till, pk = "SHOP#{shop}", sk = "SALE#{id}",
    revision = 3, upgrade(2 = Self::with_state, 1 = Self::in_cents),
)]
#[access(name = of_shop)]
#[access(name = by_state, index = by_state, pk = "STATE#{state}", sk = "{id}")]
#[access(name = on_day, index = by_day, pk = "DAY#{day}", sk = "{id}", hydrate)]
struct Sale {
    shop: String,
    id: u32,
    day: u32,
    cents: u32,
    state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl Sale {
    fn in_cents(item: &mut Item) -> Result<()> {
        let total: u32 = item.get("total").map(|total| total.deserialize()).transpose()?.unwrap_or_default();
        if total == 999 {
            return Err(Error::validation("there was no such total"));
        }
        if total == 998 {
            item.insert("sk", "SALE#elsewhere");
        }
        item.remove("total");
        item.insert("cents", total * 100);
        Ok(())
    }

    fn with_state(item: &mut Item) -> Result<()> {
        let paid = item.take("paid").and_then(|paid| paid.as_bool()).unwrap_or_default();
        item.insert("state", if paid { "paid" } else { "open" });
        item.rename("remark", "note");
        Ok(())
    }
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Sale)]
struct Price {
    cents: u32,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Till, pk = "SHOP#{shop}", sk = "NOTE#{id}")]
struct Note {
    shop: String,
    id: u32,
}

/// Of its second revision; none of the first are left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Till, pk = "COUPON#{word}", sk = "COUPON", revision = 2, oldest = 2)]
#[access(name = by_word, index = by_word, pk = "WORD#{word}", sk = "{cents}", view = Worth)]
struct Coupon {
    word: String,
    cents: u32,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Coupon)]
struct Worth {
    cents: u32,
}

#[derive(Debug, Collection)]
#[collection(table = Till, pk = "SHOP#{shop}", of(shop: String))]
struct Shop {
    sales: Vec<Sale>,
    notes: Vec<Note>,
}

/// An item as the first program stored it.
fn first(id: u32) -> Item {
    item! {
        "pk": "SHOP#s", "sk": format!("SALE#{id:010}"), "_type": "Sale", "shop": "s", "id": id, "day": 26,
        "by_daypk": "DAY#0000000026", "by_daysk": format!("{id:010}"),
        "by_statepk": "PAID#true", "by_statesk": format!("{id:010}"),
        "total": id, "paid": true, "remark": "fragile", "mark": "x",
    }
}

/// One as the second did.
fn second(id: u32) -> Item {
    let mut item = first(id);
    item.remove("total");
    item.insert("cents", id * 100);
    item.insert("paid", false);
    item.insert("form", 2);
    item
}

/// What is read of the former.
fn sale(id: u32) -> Sale {
    let note = Some("fragile".to_owned());
    Sale { shop: "s".to_owned(), id, day: 26, cents: id * 100, state: "paid".to_owned(), note }
}

/// What is stored of it now.
fn current(sale: &Sale) -> Result<Item> {
    let mut item = sale.to_item()?;
    item.insert("mark", "x");
    Ok(item)
}

async fn put(db: &Db<Till>, item: Item) -> Result<()> {
    db.backend().put_item(PutItem::new(db.table_name().clone(), item)).await.map(drop)
}

async fn stored(db: &Db<Till>, id: u32) -> Result<Item> {
    let read = GetItem::new(db.table_name().clone(), Sale::key("s", id).item()?).consistent();
    Ok(db.backend().get_item(read).await?.item.unwrap_or_default())
}

/// A table with the first sale in the first form, the second in the second, and the third in the third.
async fn till(target: &Target) -> Result<Db<Till>> {
    let db = target.db::<Till>().await?;
    put(&db, first(1)).await?;
    put(&db, second(2)).await?;
    db.put(&sale(3)).await?;
    db.put(&Note { shop: "s".to_owned(), id: 1 }).await?;
    Ok(db)
}

fn all() -> [Sale; 3] {
    [sale(1), Sale { state: "open".to_owned(), ..sale(2) }, sale(3)]
}

pub async fn what_is_stored_says_its_revision(target: &Target) -> Result<()> {
    let db = till(target).await?;
    assert_eq!(stored(&db, 3).await?.get("form").and_then(|form| form.as_n()), Some(Number::from(3)));
    assert!(!Note { shop: "s".to_owned(), id: 1 }.to_item()?.contains("form"));
    let table = Till::SCHEMA.create_table("till");
    let held = table.global_indexes.iter().map(|index| index.projection.clone());
    let held: Vec<IndexProjection> = held.collect();
    let including =
        |names: &[&str]| IndexProjection::Include(names.iter().map(ToString::to_string).collect());
    let of_coupons = including(&["_type", "form", "cents"]);
    assert_eq!(held, [IndexProjection::All, including(&["_type", "form"]), of_coupons]);
    Ok(())
}

pub async fn older_items_are_read_in_the_current_form(target: &Target) -> Result<()> {
    let db = till(target).await?;
    for one in all() {
        assert_eq!(db.get(Sale::key("s", one.id)).await?, Some(one.clone()));
    }
    let keys = || (1..=3).map(|id| Sale::key("s", id));
    assert_eq!(db.batch_get(keys()).await?, all().map(Some));
    assert_eq!(db.transact_get((Sale::key("s", 1), Sale::key("s", 2))).await?.0, Some(sale(1)));
    assert_eq!(db.query(Sale::of_shop("s")).all().await?, all());
    assert_eq!(db.query(Sale::of_shop("s")).limit(2).await?.into_items(), all()[..2]);
    assert_eq!(db.query(Sale::on_day(26)).all().await?, all(), "read from the table");
    let mut scanned = db.scan::<Sale>().all().await?;
    scanned.sort_by_key(|sale| sale.id);
    assert_eq!(scanned, all());
    assert_eq!(db.scan::<Till>().all().await?.len(), 4);
    let shop = db.get_collection(Shop::of("s")).await?;
    assert_eq!(shop.map(|shop| (shop.sales, shop.notes.len())), Some((all().to_vec(), 1)));
    let deleted = db.delete(Sale::key("s", 1)).returning_old().await?;
    assert_eq!(deleted, Some(sale(1)));
    Ok(())
}

pub async fn views_of_older_items_see_the_current_form(target: &Target) -> Result<()> {
    let db = till(target).await?;
    assert_eq!(
        Get::new(Sale::key("s", 1)).view::<Price>().request()?.projection,
        None,
        "a step may need it all"
    );
    let prices = all().map(|sale| Price { cents: sale.cents, note: sale.note });
    assert_eq!(db.query(Sale::of_shop("s")).view::<Price>().all().await?, prices);
    assert_eq!(db.query(Sale::on_day(26)).view::<Price>().all().await?, prices);
    let [price, ..] = prices;
    assert_eq!(db.get(Sale::key("s", 1)).view::<Price>().await?, Some(price));
    Ok(())
}

pub async fn an_item_of_an_unknown_revision_is_an_error_not_a_guess(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let mut newer = first(1);
    newer.insert("form", 4);
    put(&db, newer.clone()).await?;
    let by_key = || Sale::key("s", 1);
    let errors = [
        refused(db.get(by_key()).await),
        refused(db.get(by_key()).view::<Price>().await),
        refused(db.query(Sale::of_shop("s")).all().await),
        refused(db.scan::<Till>().all().await),
        refused(
            db.edit(by_key(), |sale| {
                sale.cents += 1;
                Ok(())
            })
            .await,
        ),
        refused(db.update(by_key()).set(|s| s.cents.to(1)).await),
        refused(db.upsert(&sale(1)).await),
    ];
    for error in errors {
        assert!(error.is_unknown_revision(), "{error:?}");
        let message = "an item of `Sale` is of revision 4: newer than this program, which knows revision 3";
        assert_eq!(error.message(), message);
    }
    assert_eq!(stored(&db, 1).await?, newer);
    newer.insert("form", "four");
    put(&db, newer).await?;
    assert!(refused(db.get(by_key()).await).is_unknown_revision());
    Ok(())
}

pub async fn an_item_older_than_the_oldest_revision_is_an_error(target: &Target) -> Result<()> {
    let db = target.db::<Till>().await?;
    let coupon = Coupon { word: "spring".to_owned(), cents: 100 };
    db.put(&coupon).await?;
    assert_eq!(db.query(Coupon::by_word("spring")).all().await?, [Worth { cents: 100 }]);
    let asked = Get::new(Coupon::key("spring")).view::<Worth>().request()?.projection;
    let asked: Vec<String> = asked.iter().flat_map(|asked| asked.paths()).map(ToString::to_string).collect();
    assert_eq!(asked, ["_type", "form", "cents"]);
    let mut old = coupon.to_item()?;
    old.remove("form");
    put(&db, old).await?;
    let errors = [
        refused(db.get(Coupon::key("spring")).await),
        refused(db.get(Coupon::key("spring")).view::<Worth>().await),
        refused(db.query(Coupon::by_word("spring")).all().await),
        refused(db.update(Coupon::key("spring")).set(|c| c.cents.to(1)).await),
    ];
    for error in errors {
        assert!(error.is_unknown_revision(), "{error:?}");
        let message =
            "an item of `Coupon` is of revision 1: older than revision 2, the oldest this program reads";
        assert_eq!(error.message(), message);
    }
    Ok(())
}

pub async fn a_step_that_fails_or_moves_the_item_is_named(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let total = async |total: u32| {
        let mut item = first(1);
        item.insert("total", total);
        put(&db, item).await?;
        Ok::<_, Error>(refused(db.get(Sale::key("s", 1)).await))
    };
    let error = total(999).await?;
    assert_eq!(error.message(), "upgrade of `Sale` from revision 1: there was no such total");
    let error = total(998).await?;
    assert!(error.is_invalid_key(), "{error:?}");
    assert!(error.message().starts_with("upgrade of `Sale` from revision 1: the primary key has changed"));
    Ok(())
}

pub async fn an_edit_stores_what_the_upgrade_has_made(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let read = db.edit(Sale::key("s", 1), |_| Ok(())).await?;
    assert_eq!((read, stored(&db, 1).await?), (sale(1), first(1)), "a change of nothing writes nothing");
    for id in [1, 2] {
        let edited = db.edit(Sale::key("s", id), |sale| {
            sale.cents += 1;
            sale.note = None;
            Ok(())
        });
        let edited = edited.await?;
        assert_eq!(edited.cents, id * 100 + 1);
        assert_eq!(stored(&db, id).await?, current(&edited)?);
    }
    assert_eq!(db.query(Sale::by_state("paid")).all().await?.len(), 2, "index keys are made anew");
    Ok(())
}

pub async fn an_update_of_an_older_item_upgrades_it_first(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let update = || Update::new(Sale::key("s", 1)).set(|s| s.cents.plus(5));
    let condition =
        update().request()?.condition.map(|condition| format!("{condition:?}")).unwrap_or_default();
    assert!(condition.contains("form"), "{condition}");
    db.update(Sale::key("s", 1)).set(|s| s.cents.plus(5)).await?;
    let after = Sale { cents: 105, ..sale(1) };
    assert_eq!(stored(&db, 1).await?, current(&after)?);
    let refusal = db.update(Sale::key("s", 2)).set(|s| s.cents.to(0)).only_if(|s| s.state.eq("paid"));
    let [_, unpaid, _] = all();
    assert_eq!(refusal.outcome().await?, Outcome::Refused(Some(unpaid.clone())), "it sees the current form");
    let paid = db.update(Sale::key("s", 2)).set(|s| s.state.to("paid")).returning_new().await?;
    assert_eq!(paid, Sale { state: "paid".to_owned(), ..unpaid });
    put(&db, second(2)).await?;
    let error = refused(db.update(Sale::key("s", 2)).set(|s| s.cents.to(0)).only_if(|s| s.cents.eq(1)).await);
    assert!(error.is_condition_failed() && error.item().is_none(), "{error:?}");
    let error = refused(db.update(Sale::key("s", 9)).set(|s| s.cents.to(0)).await);
    assert!(error.is_condition_failed(), "{error:?}");
    Ok(())
}

pub async fn an_upsert_over_an_older_item_leaves_nothing_of_it(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let new = Sale { cents: 7, note: Some("no".to_owned()), ..sale(1) };
    let kept = db.upsert(&new).keeping(|s| &s.note).returning_new().await?;
    assert_eq!(kept, Sale { note: sale(1).note, ..new });
    assert_eq!(stored(&db, 1).await?, current(&kept)?);
    db.upsert(&sale(4)).await?;
    assert_eq!(stored(&db, 4).await?, sale(4).to_item()?);
    db.put(&sale(2)).await?;
    assert_eq!(stored(&db, 2).await?, sale(2).to_item()?);
    Ok(())
}

pub async fn a_transaction_refuses_older_items_by_name(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let update = |id| Update::new(Sale::key("s", id)).set(|s| s.cents.to(0));
    let error = refused(db.transact().update(update(3)).update(update(1)).with(Upsert::new(&sale(2))).await);
    assert!(error.is_transaction_canceled());
    let message = "write 2 of 3, the update of `Sale`, whose item is of revision 1, not of revision 3; \
                   `edit` it first, or run `upgrade_all`; write 3 of 3, the upsert of `Sale`, whose item is of \
                   revision 2";
    assert!(error.message().starts_with(message), "{error}");
    db.upgrade_all::<Sale>().await?;
    db.transact().update(update(3)).update(update(1)).with(Upsert::new(&sale(2))).await?;
    assert_eq!(db.get(Sale::key("s", 1)).await?, Some(Sale { cents: 0, ..sale(1) }));
    Ok(())
}

pub async fn older_items_are_upgraded_all_at_once(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let done = db.upgrade_all::<Sale>().rate(1000).await?;
    assert_eq!((done.found, done.upgraded, done.cursor), (2, 2, None));
    for sale in all().iter().take(2) {
        assert_eq!(stored(&db, sale.id).await?, current(sale)?);
    }
    assert_eq!(stored(&db, 3).await?, sale(3).to_item()?);
    assert_eq!(db.upgrade_all::<Sale>().await?.found, 0);
    assert_eq!(db.query(Sale::by_state("paid")).all().await?, [sale(1), sale(3)]);
    Ok(())
}

pub async fn an_upgrade_of_all_goes_on_where_it_ended(target: &Target) -> Result<()> {
    let db = target.db::<Till>().await?;
    for id in 0..10 {
        put(&db, first(id)).await?;
    }
    let (mut upgraded, mut from) = (Vec::new(), None);
    loop {
        let mut some = db.upgrade_all::<Sale>().limit(4);
        if let Some(cursor) = from {
            some = some.after(cursor);
        }
        let done = some.await?;
        upgraded.push(done.upgraded);
        let Some(cursor) = done.cursor else { break };
        from = Some(cursor);
    }
    assert_eq!(upgraded, [4, 4, 2]);
    assert!(refused(db.upgrade_all::<Sale>().limit(0).await).is_validation());
    Ok(())
}

pub async fn upgrades_at_once_lose_no_write(target: &Target) -> Result<()> {
    let db = Arc::new(till(target).await?);
    let updates = (0..8).map(|_| {
        let db = Arc::clone(&db);
        tokio::spawn(async move {
            db.update(Sale::key("s", 1)).set(|s| s.cents.plus(1)).await?;
            db.upgrade_all::<Sale>().await.map(drop)
        })
    });
    let updates: Vec<_> = updates.collect();
    for update in updates {
        update.await.map_err(|error| Error::validation(error.to_string()))??;
    }
    assert_eq!(stored(&db, 1).await?, current(&Sale { cents: 108, ..sale(1) })?);
    Ok(())
}

pub async fn an_explanation_of_an_upgrade_tells_what_is_done_with_each_item(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let said = db.upgrade_all::<Sale>().explain()?;
    let steps: Vec<_> = said.steps.iter().map(|step| (step.operation, step.each)).collect();
    assert_eq!(steps, [("Scan", Some("page")), ("UpdateItem", Some("item of an older revision"))]);
    let written: Vec<_> = said.steps[1].costs.iter().map(|cost| cost.index.as_deref()).collect();
    assert_eq!(written, [None, Some("by_state"), Some("by_day")], "no sale is in the index of words");
    assert!(said.to_string().contains("UpdateItem of table"), "{said}");
    Ok(())
}

pub async fn an_explained_update_tells_of_older_items(target: &Target) -> Result<()> {
    let db = till(target).await?;
    let steps =
        |said: Explanation| -> Vec<_> { said.steps.iter().map(|step| (step.operation, step.each)).collect() };
    let (update, older) = ("UpdateItem", Some("item of an older revision"));
    let thrice = [(update, None), (update, older), (update, older)];
    let said = db.update(Sale::key("s", 1)).set(|s| s.cents.to(1)).explain()?;
    assert_eq!(
        steps(said.clone()),
        thrice,
        "it is refused, the item upgraded, and the update sent once more"
    );
    assert!(said.to_string().contains("and for each item of an older revision at most "), "{said}");
    assert_eq!(steps(db.upsert(&sale(1)).explain()?), thrice);
    let note = Note { shop: "s".into(), id: 1 };
    assert_eq!(steps(db.upsert(&note).explain()?), [(update, None)], "notes have no revisions");
    let coupon = db.update(Coupon::key("w")).set(|c| c.cents.to(1)).explain()?;
    assert_eq!(steps(coupon), [(update, None)], "there are no older ones");
    Ok(())
}
