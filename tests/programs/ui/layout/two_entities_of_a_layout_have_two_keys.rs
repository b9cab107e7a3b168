use dynamo_model::Table;

mod layout {
    #[derive(dynamo_model::Table)]
    #[table(name = "shop")]
    pub struct ShopTable;

    #[derive(dynamo_model::Table)]
    #[table(name = "log")]
    pub struct LogTable;
}

mod orders {
    #[derive(serde::Serialize, serde::Deserialize, dynamo_model::Entity)]
    #[entity(table = crate::layout::ShopTable, pk = "CUSTOMER#{customer}", sk = "{id}")]
    pub struct Order {
        customer: String,
        id: String,
    }
}

mod customers {
    #[derive(serde::Serialize, serde::Deserialize, dynamo_model::Entity)]
    #[entity(table = crate::layout::ShopTable, pk = "CUSTOMER#{id}", sk = "PROFILE")]
    pub struct Customer {
        id: String,
    }

    #[derive(serde::Serialize, serde::Deserialize, dynamo_model::Entity)]
    #[entity(table = crate::layout::LogTable, pk = "LINE#{id}", sk = "LINE")]
    pub struct Line {
        id: String,
    }
}

#[derive(Table)]
#[table(of = layout::ShopTable)]
enum Shop {
    Order(orders::Order),
    Customer(customers::Customer),
}

#[derive(Table)]
#[table(of = layout::LogTable)]
enum Log {
    Line(customers::Line),
    Order(orders::Order),
}

fn main() {}
