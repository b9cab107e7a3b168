use dynamo_model::{Collection, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", collections(OfCustomer, elsewhere::OfPlace, Order))]
enum Shop {
    Order(Order),
}

#[derive(Serialize, Deserialize, Entity)]
#[entity(table = Shop, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
struct Order {
    id: String,
    customer: String,
}

#[derive(Collection)]
#[collection(table = Shop, pk = "CUSTOMER#{customer}", of(customer: String))]
enum OfCustomer {
    Order(Order),
}

mod elsewhere {
    use super::*;

    #[derive(Table)]
    #[table(name = "places")]
    enum Places {
        Place(Place),
    }

    #[derive(Serialize, Deserialize, Entity)]
    #[entity(table = Places, pk = "PLACE#{id}", sk = "PLACE")]
    pub struct Place {
        id: String,
    }

    #[derive(Collection)]
    #[collection(table = Places, pk = "PLACE#{id}", of(id: String))]
    pub enum OfPlace {
        Place(Place),
    }
}

fn main() {}
