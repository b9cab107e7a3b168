//! What is flattened into an entity, when the entity is stored over another.

use dynamo_model::request::GetItem;
use dynamo_model::{Document, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;
use crate::kit::refused;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "customers")]
enum Customers {
    Customer(Customer),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Customers, pk = "CUSTOMER#{id}", sk = "CUSTOMER")]
struct Customer {
    id: String,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    contact: Option<Contact>,
    #[serde(flatten)]
    payment: Payment,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase")]
struct Address {
    city: Option<String>,
    zip_code: Option<String>,
    #[serde(flatten)]
    place: Place,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Document)]
struct Place {
    #[attr(length = ..=3)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    corners: Vec<i32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Contact {
    email: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Payment {
    Cash,
    Card {
        number: String,
        #[serde(flatten)]
        bank: Option<Bank>,
    },
    Transfer(Account),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Bank {
    bic: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
struct Account {
    iban: String,
}

pub async fn an_upsert_leaves_nothing_of_what_was_flattened(target: &Target) -> Result<()> {
    let db = target.db::<Customers>().await?;
    let place = Place { corners: vec![1, 2] };
    let lund = Address { city: Some("Lund".into()), zip_code: Some("22100".into()), place };
    let contact = Some(Contact { email: "ada@example.org".into() });
    let payment = Payment::Card { number: "42".into(), bank: Some(Bank { bic: "ESSESESS".into() }) };
    let whole = Customer { id: "c1".into(), address: lund, contact, payment };
    db.upsert(&whole).await?;
    assert_eq!(db.get(Customer::key("c1")).await?, Some(whole.clone()));

    let payment = Payment::Transfer(Account { iban: "SE45".into() });
    let transfers = Customer { payment, ..whole.clone() };
    db.upsert(&transfers).await?;
    assert_eq!(db.get(Customer::key("c1")).await?, Some(transfers));

    let bare = Customer { address: Address::default(), contact: None, payment: Payment::Cash, ..whole };
    db.upsert(&bare).await?;
    assert_eq!(db.get(Customer::key("c1")).await?, Some(bare));
    let request = GetItem::new(db.table_name().clone(), Customer::key("c1").item()?);
    let stored = db.backend().get_item(request).await?.item.unwrap_or_default();
    let mut names: Vec<&str> = stored.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    assert_eq!(names, ["_type", "id", "kind", "pk", "sk"], "everything else is gone");
    Ok(())
}

pub async fn an_upsert_keeps_a_flattened_attribute_on_request(target: &Target) -> Result<()> {
    let db = target.db::<Customers>().await?;
    let address = |city: Option<&str>| Address { city: city.map(Into::into), ..Address::default() };
    let customer =
        |city| Customer { id: "c1".into(), address: address(city), contact: None, payment: Payment::Cash };
    db.put(&customer(Some("Lund"))).await?;
    db.upsert(&customer(None)).keeping(|c| &c.address.city).await?;
    assert_eq!(db.get(Customer::key("c1")).await?, Some(customer(Some("Lund"))));
    Ok(())
}

fn customer(id: &str, contact: Option<&str>) -> Customer {
    let contact = contact.map(|email| Contact { email: email.into() });
    Customer { id: id.into(), address: Address::default(), contact, payment: Payment::Cash }
}

pub async fn fields_of_what_is_flattened_twice_have_paths(target: &Target) -> Result<()> {
    let db = target.db::<Customers>().await?;
    db.put(&customer("c1", None)).await?;
    let placed = |corners: &[i32]| {
        db.update(Customer::key("c1")).set(|c| c.address.place.corners.to(corners.to_vec()))
    };
    let stored = placed(&[1, 2]).returning_new().await?;
    assert_eq!(stored.address.place.corners, [1, 2]);
    let error = refused(placed(&[1, 2, 3, 4]).await);
    assert!(error.is_constraint(), "{error}");
    assert_eq!(db.scan::<Customer>().filter(|c| c.address.place.corners.contains(2)).count().await?, 1);
    assert_eq!(db.scan::<Customer>().filter(|c| c.address.place.corners.contains(3)).count().await?, 0);
    let moved = db.update(Customer::key("c1")).set(|c| c.address.place.corners.removed());
    let moved = moved.only_if(|c| c.address.place.corners.size().eq(2)).returning_new().await?;
    assert_eq!(moved, customer("c1", None));
    Ok(())
}

pub async fn fields_of_a_flattened_option_are_compared(target: &Target) -> Result<()> {
    let db = target.db::<Customers>().await?;
    db.put(&customer("c1", Some("ada@example.org"))).await?;
    db.put(&customer("c2", None)).await?;
    let with = |id: &'static str| {
        db.scan::<Customer>().filter(move |c| c.contact.email.begins_with("ada@").and(c.id.eq(id)))
    };
    assert_eq!((with("c1").count().await?, with("c2").count().await?), (1, 0));
    assert_eq!(db.scan::<Customer>().filter(|c| c.contact.email.missing()).count().await?, 1);
    let zip = |id: &str| db.update(Customer::key(id)).set(|c| c.address.zip_code.to("22100"));
    zip("c1").only_if(|c| c.contact.email.eq("ada@example.org")).await?;
    let outcome = zip("c2").only_if(|c| c.contact.email.exists()).await;
    assert!(refused(outcome).is_condition_failed());
    let edited = db.edit(Customer::key("c2"), |customer| {
        customer.contact = Some(Contact { email: "grace@example.org".into() });
        Ok(())
    });
    assert_eq!(edited.await?, customer("c2", Some("grace@example.org")));
    Ok(())
}

pub async fn fields_of_an_option_flattened_into_a_variant_are_compared(target: &Target) -> Result<()> {
    let db = target.db::<Customers>().await?;
    let bank = Some(Bank { bic: "ESSESESS".into() });
    let payment = Payment::Card { number: "42".into(), bank };
    db.put(&Customer { payment, ..customer("c1", None) }).await?;
    db.put(&customer("c2", None)).await?;
    let filter = |bic: &'static str| db.scan::<Customer>().filter(|c| c.payment.as_card().bank.bic.eq(bic));
    assert_eq!(filter("ESSESESS").count().await?, 1);
    assert_eq!(filter("NDEASESS").count().await?, 0);
    Ok(())
}
