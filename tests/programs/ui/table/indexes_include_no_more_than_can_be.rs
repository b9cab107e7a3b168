use dynamo_model::{Entity, Table, Vector};
use serde::{Deserialize, Serialize};

// With the entity type, and what the pattern asks for.
#[derive(Table)]
#[table(name = "shop")]
#[index(
    name = "gsi1",
    project(include(
        "a00", "a01", "a02", "a03", "a04", "a05", "a06", "a07", "a08", "a09",
        "a10", "a11", "a12", "a13", "a14", "a15", "a16", "a17", "a18"
    ))
)]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
#[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{id}", project(total), hydrate)]
struct Order {
    id: String,
    customer: String,
    total: u32,
}

// With the vector and the filters, of which the entity type is one.
#[derive(Table)]
#[table(name = "library")]
#[vector_index(
    name = "by_meaning", vector = "embedding", dimensions = 8, distance = cosine,
    filter(_type, ("year", N)),
    project(include(
        "a00", "a01", "a02", "a03", "a04", "a05", "a06", "a07", "a08", "a09",
        "a10", "a11", "a12", "a13", "a14", "a15", "a16", "a17"
    ))
)]
enum Library {
    Book(Book),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Library, pk = "BOOK#{id}", sk = "BOOK")]
struct Book {
    id: String,
    embedding: Vector<8>,
}

// Six times seventeen, and the entity type is one of each seventeen.
macro_rules! wide {
    ($name:ident: $($index:literal)*) => {
        #[derive(Table)]
        #[table(name = "wide")]
        $(#[index(
            name = $index,
            project(include(
                "a00", "a01", "a02", "a03", "a04", "a05", "a06", "a07", "a08", "a09",
                "a10", "a11", "a12", "a13", "a14", "a15"
            ))
        )])*
        struct $name;
    };
}
wide!(Wide: "gsi1" "gsi2" "gsi3" "gsi4" "gsi5" "gsi6");
wide!(Fits: "gsi1" "gsi2" "gsi3" "gsi4" "gsi5");

fn main() {}
