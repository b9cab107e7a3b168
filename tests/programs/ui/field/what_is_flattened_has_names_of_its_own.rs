use dynamo_model::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", ttl = "expires_at")]
#[index(name = "gsi1")]
enum Shop {
    Order(Order),
    Cart(Cart),
    Note(Note),
    Parcel(Parcel),
    Letter(Letter),
    Card(Card),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_status, index = gsi1, pk = "STATUS#{status}", sk = "{id}")]
struct Order {
    id: String,
    status: String,
    #[serde(flatten)]
    extra: Option<Box<Extra>>,
}

#[derive(Serialize, Deserialize, Document)]
#[serde(rename_all = "lowercase")]
struct Extra {
    #[serde(skip)]
    id: String,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    state: Option<String>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CART#{id}", sk = "CART")]
struct Cart {
    id: String,
    #[attr(ttl)]
    until: Option<u64>,
    #[serde(flatten)]
    offer: Offer,
}

#[derive(Serialize, Deserialize, Document)]
struct Offer {
    #[serde(flatten)]
    ends: Ends,
}

#[derive(Serialize, Deserialize, Document)]
struct Ends {
    expires_at: Option<u64>,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
struct Note {
    #[attr(key)]
    id: String,
    #[serde(flatten)]
    kind: Kind,
    #[serde(flatten)]
    origin: Origin,
}

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "_type")]
enum Kind {
    Memo { text: String },
}

#[derive(Serialize, Deserialize, Document)]
#[serde(tag = "origin")]
enum Origin {
    Copied(Source),
}

#[derive(Serialize, Deserialize, Document)]
struct Source {
    id: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "PARCEL#{id}", sk = "PARCEL")]
struct Parcel {
    id: String,
    #[serde(flatten)]
    sender: Place,
    #[serde(flatten)]
    receiver: Place,
}

#[derive(Serialize, Deserialize, Document)]
struct Place {
    city: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "LETTER#{id}", sk = "LETTER")]
struct Letter {
    id: String,
    #[serde(flatten)]
    shelf: Shelf,
}

#[derive(Serialize, Deserialize, Document)]
enum Shelf {
    #[serde(rename = "gsi1pk")]
    Upper { place: u32 },
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CARD#{id}", sk = "CARD")]
struct Card {
    id: String,
    address: Address,
}

#[derive(Serialize, Deserialize, Document)]
struct Address {
    city: String,
    #[serde(flatten)]
    place: Place,
}

fn main() {}
