// Equality on all parts but the last, a range or a prefix on that, and none at all.
use dynamo_model::query::IntoQuery;
use dynamo_model::{Entity, Table, starts_with};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "map")]
enum Map {
    Place(Place),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Map, pk = "COUNTRY#{country}", sk = "{city}#{street}#{number}")]
#[access(name = in_country)]
struct Place {
    country: String,
    city: String,
    street: String,
    number: u32,
}

fn main() {
    let all = Place::in_country("fi").into_query();
    let city = Place::in_country("fi").city("Espoo").into_query();
    let street = Place::in_country("fi").city("Espoo").street(starts_with("Otakaa")).into_query();
    let even = Place::in_country("fi").city("Espoo").street("Otakaari").number(10..=20);
    for query in [all, city, street, even] {
        assert!(query.request().is_ok());
    }
}
