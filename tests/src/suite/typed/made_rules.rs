//! Rules inside what has another name or form, and rules of what is computed.

use dynamo_model::builder::{Put, Update};
use dynamo_model::{Document, Entity, Error, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "market")]
enum Market {
    Cart(Cart),
    Bill(Bill),
}

type Lines = Vec<Line>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "CART#{id}", sk = "CART")]
struct Cart {
    id: String,
    lines: Lines,
    gift: Gift,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Line {
    #[attr(range = 1..=100)]
    quantity: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Gift {
    #[serde(with = "listed")]
    line: Line,
}

mod listed {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::Line;

    pub(super) fn serialize<S: Serializer>(line: &Line, serializer: S) -> Result<S::Ok, S::Error> {
        [line].serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Line, D::Error> {
        <[Line; 1]>::deserialize(deserializer).map(|[line]| line)
    }
}

/// A bill, on which the sum and a line are computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "BILL#{id}", sk = "BILL", check = covers_what_is_left)]
struct Bill {
    id: String,
    price: u32,
    quantity: u32,
    paid: u32,
    #[attr(computed(product, from(price, quantity)))]
    total: u32,
    #[attr(computed(counted, from(quantity)))]
    line: Option<Line>,
}

fn product(price: &u32, quantity: &u32) -> u32 {
    price * quantity
}

fn counted(quantity: &u32) -> Option<Line> {
    Some(Line { quantity: *quantity })
}

fn covers_what_is_left(bill: &Bill) -> Result<(), String> {
    if bill.paid <= bill.total { Ok(()) } else { Err(format!("{} are paid of {}", bill.paid, bill.total)) }
}

/// As a program makes it, which leaves to the library what is computed.
fn bill(price: u32, quantity: u32, paid: u32) -> Bill {
    Bill { id: "b1".into(), price, quantity, paid, total: 0, line: None }
}

fn breaks(error: &Error, field: Option<&str>, message: &str) {
    assert!(error.is_constraint(), "{error}");
    assert_eq!((error.field(), error.to_string()), (field, message.to_owned()));
}

pub async fn no_update_breaks_a_rule_behind_an_alias_or_a_function_of_serdes(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    let line = |quantity| Line { quantity };
    let cart = Cart { id: "c1".into(), lines: vec![line(1)], gift: Gift { line: line(1) } };
    db.create(&cart).await?;
    let update = || Update::new(Cart::key("c1"));
    let message = "`Cart`: field `lines[0].quantity` is 0, which is not in 1..=100";
    breaks(&refused(update().set(|c| c.lines.to(vec![line(0)])).request()), Some("lines"), message);
    breaks(&refused(update().set(|c| c.lines[0].quantity.to(0)).request()), Some("lines"), message);
    let gift = refused(update().set(|c| c.gift.to(Gift { line: line(0) })).request());
    assert!(gift.is_constraint() && gift.field() == Some("gift"), "{gift}");
    let new = db.update(Cart::key("c1")).set(|c| c.gift.to(Gift { line: line(2) })).returning_new().await?;
    assert_eq!(new, Cart { gift: Gift { line: line(2) }, ..cart });
    Ok(())
}

pub async fn what_is_computed_breaks_no_rule_inside_it(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    let message = "`Bill`: field `line.quantity` is 101, which is not in 1..=100";
    breaks(&refused(Put::new(&bill(1, 101, 0)).request()), Some("line"), message);
    let stale = Bill { line: Some(Line { quantity: 101 }), ..bill(1, 2, 0) };
    db.create(&stale).await?;
    assert_eq!(db.get(Bill::key("b1")).await?, Some(Bill { total: 2, line: counted(&2), ..bill(1, 2, 0) }));
    let update = Update::new(Bill::key("b1")).set(|b| b.total(1, 101));
    breaks(&refused(update.request()), Some("line"), message);
    let edit = db.edit(Bill::key("b1"), |bill| {
        bill.quantity = 101;
        Ok(())
    });
    breaks(&refused(edit.await), Some("line"), message);
    Ok(())
}

pub async fn a_check_of_several_fields_sees_what_is_computed(target: &Target) -> Result<()> {
    let db = target.db::<Market>().await?;
    breaks(&refused(db.put(&bill(2, 3, 7)).await), None, "`Bill`: 7 are paid of 6");
    let stale = Bill { total: 100, ..bill(2, 3, 7) };
    breaks(&refused(db.put(&stale).await), None, "`Bill`: 7 are paid of 6");
    db.create(&bill(2, 3, 6)).await?;
    let cheaper = db.edit(Bill::key("b1"), |bill| {
        bill.price = 1;
        Ok(())
    });
    breaks(&refused(cheaper.await), None, "`Bill`: 6 are paid of 3");
    let dearer = db.edit(Bill::key("b1"), |bill| {
        (bill.price, bill.paid) = (3, 9);
        Ok(())
    });
    assert_eq!(dearer.await?.total, 9);
    Ok(())
}
