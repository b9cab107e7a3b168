//! The shop's single-table design: nine entities, two overloaded indexes.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use dynamo_model::value::Number;
use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Table)]
#[table(name = "OnlineShop", pk = "PK", sk = "SK", entity_type = "EntityType")]
#[index(name = "GSI1", pk = "GSI1-PK", sk = "GSI1-SK")]
#[index(name = "GSI2", pk = "GSI2-PK", sk = "GSI2-SK")]
pub enum Shop {
    Customer(Customer),
    Product(Product),
    Warehouse(Warehouse),
    WarehouseItem(WarehouseItem),
    Order(Order),
    OrderItem(OrderItem),
    Invoice(Invoice),
    Shipment(Shipment),
    ShipmentItem(ShipmentItem),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "customer", pk = "c#{id}", sk = "c#{id}")]
#[serde(rename_all = "PascalCase")]
pub struct Customer {
    #[attr(key)]
    pub id: String,
    pub email: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "product", pk = "p#{id}", sk = "p#{id}")]
#[serde(rename_all = "PascalCase")]
pub struct Product {
    #[attr(key)]
    pub id: String,
    pub detail: ProductDetail,
    pub price: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ProductDetail {
    pub name: String,
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "warehouse", pk = "w#{id}", sk = "w#{id}")]
#[serde(rename_all = "PascalCase")]
pub struct Warehouse {
    #[attr(key)]
    pub id: String,
    pub address: Address,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Address {
    pub country: String,
    pub county: String,
    pub city: String,
    pub street: String,
    pub number: String,
    pub zip_code: String,
}

/// How many of a product a warehouse has. `listed_by` puts it into the warehouse's inventory (sparse).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "warehouseItem", pk = "p#{product}", sk = "w#{warehouse}")]
#[access(name = of_product)]
#[access(name = listed, index = "GSI2", pk = "w#{listed_by}", sk = "p#{product}")]
#[serde(rename_all = "PascalCase")]
pub struct WarehouseItem {
    #[attr(key)]
    pub product: String,
    #[attr(key)]
    pub warehouse: String,
    #[attr(key)]
    pub listed_by: Option<String>,
    pub quantity: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "order", pk = "o#{id}", sk = "c#{customer}")]
#[access(name = by_id)]
#[serde(rename_all = "PascalCase")]
pub struct Order {
    #[attr(key)]
    pub id: String,
    #[attr(key)]
    pub customer: String,
    pub date: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "orderItem", pk = "o#{order}", sk = "p#{product}")]
#[access(name = of_order)]
#[access(name = of_product, index = "GSI1", pk = "p#{product}", sk = "{date}")]
#[access(name = of_customer, index = "GSI2", pk = "c#{customer}", sk = "{date}")]
#[serde(rename_all = "PascalCase")]
pub struct OrderItem {
    #[attr(key)]
    pub order: String,
    #[attr(key)]
    pub product: String,
    #[attr(key)]
    pub customer: String,
    #[attr(key)]
    pub date: String,
    pub price: String,
    pub quantity: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "invoice", pk = "o#{order}", sk = "i#{id}")]
#[access(name = of_order)]
#[access(name = by_id, index = "GSI1", pk = "i#{id}", sk = "i#{id}")]
#[access(name = of_customer, index = "GSI2", pk = "c#{customer}", sk = "{date}")]
#[serde(rename_all = "PascalCase")]
pub struct Invoice {
    #[attr(key)]
    pub order: String,
    #[attr(key)]
    pub id: String,
    #[attr(key)]
    pub customer: String,
    pub detail: InvoiceDetail,
    pub amount: String,
    pub date: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct InvoiceDetail {
    pub payments: Vec<Payment>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Payment {
    pub r#type: String,
    pub amount: Number,
    pub data: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "shipment", pk = "o#{order}", sk = "sh#{id}")]
#[access(name = of_order)]
#[access(name = by_id, index = "GSI1", pk = "sh#{id}", sk = "sh#{id}")]
#[access(name = of_warehouse, index = "GSI2", pk = "w#{warehouse}", sk = "sh#{id}")]
#[serde(rename_all = "PascalCase")]
pub struct Shipment {
    #[attr(key)]
    pub order: String,
    #[attr(key)]
    pub id: String,
    #[attr(key)]
    pub warehouse: String,
    pub address: Address,
    pub r#type: String,
    pub date: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Shop, tag = "shipmentItem", pk = "o#{order}", sk = "shp#{id}")]
#[access(name = of_shipment, index = "GSI1", pk = "sh#{shipment}", sk = "p#{product}")]
#[serde(rename_all = "PascalCase")]
pub struct ShipmentItem {
    #[attr(key)]
    pub order: String,
    #[attr(key)]
    pub id: String,
    #[attr(key)]
    pub shipment: String,
    #[attr(key)]
    pub product: String,
    pub quantity: String,
}
