//! What is flattened into an entity, when the entity is stored over another.

use dynamo_model::request::GetItem;
use dynamo_model::{Document, Entity, Result, Table};
use serde::{Deserialize, Serialize};

use crate::Target;

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
    Card { number: String },
    Transfer(Account),
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
    let payment = Payment::Card { number: "42".into() };
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
