//! AWS's published online shop: nine kinds of items, two overloaded indexes, sixteen access patterns.
//!
//! A customer, a product and a warehouse have a partition each; everything of an order shares one, and the sort key says
//! what an item is. The indexes are *overloaded*: what their keys mean differs from entity to entity.
//!
//! | # | access pattern | read by |
//! | --- | --- | --- |
//! | 1-3 | customer, product, warehouse by id | the table, both keys the same text |
//! | 4 | stock of a product in all warehouses | the table, `w#` in the partition of the product |
//! | 5-8 | everything, products, invoice, shipments of an order | the table, partition of the order |
//! | 9 | order lines of a product between two dates | `GSI1` |
//! | 10, 11 | invoice by id, and its payments | `GSI1` |
//! | 12 | a shipment and its lines | `GSI1`, one collection |
//! | 13, 14 | shipments and stock of a warehouse | `GSI2` |
//! | 15, 16 | invoices and products of a customer between two dates | `GSI2`, told apart by the entity type |
//!
//! `cargo run --example shop` runs it on the built-in engine; `-- --help` shows the rest.

#![allow(missing_docs, reason = "a model reads best without a comment on every field")]

use std::process::ExitCode;

use dynamo_examples::{log::Log, program, published};
use dynamo_model::value::Number;
use dynamo_model::{Collection, Db, Document, Entity, Result, Table};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Table)]
#[table(
    name = "OnlineShop",
    pk = "PK",
    sk = "SK",
    entity_type = "EntityType",
    collections(ShipmentWithItems)
)]
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "PascalCase")]
pub struct InvoiceDetail {
    pub payments: Vec<Payment>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Document)]
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

/// A shipment and what is in it, which lie together in GSI1.
#[derive(Debug, Collection)]
#[collection(table = Shop, index = "GSI1", pk = "sh#{id}", of(id: String))]
pub struct ShipmentWithItems {
    pub shipment: Shipment,
    pub items: Vec<ShipmentItem>,
}

/// The design as it was published, with its sample items.
const PUBLISHED: &str = include_str!("data/online-shop.json");

/// Loads the published items and runs every access pattern.
pub async fn run(shop: &Db<Shop>, log: &mut Log) -> Result<()> {
    log.loaded(published::load(shop, PUBLISHED).await?);

    let customer = shop.get(Customer::key("12345")).await?;
    assert!(customer.is_some_and(|customer| customer.name == "Samaneh"));
    log.row("customer by id", 1);
    let product = shop.get(Product::key("12345")).await?;
    assert!(product.is_some_and(|product| product.detail.name == "Options Open"));
    log.row("product by id", 1);
    let warehouse = shop.get(Warehouse::key("12345")).await?;
    assert!(warehouse.is_some_and(|warehouse| warehouse.address.city == "Goteborg"));
    log.row("warehouse by id", 1);

    let stock = shop.query(WarehouseItem::of_product("99887")).all().await?;
    assert!(stock.iter().map(|item| &item.warehouse).eq(["12345", "12376"]));
    log.row("stock of a product, all warehouses", stock.len());

    // The whole partition comes as the table's enum; an entity's own pattern reads its part of the sort keys.
    let order = shop.query(Order::by_id("12345").collection()).all().await?;
    assert!(matches!(order.as_slice(), [Shop::Order(_), Shop::Invoice(_), Shop::OrderItem(_), ..]));
    log.row("everything of an order", order.len());
    let lines = shop.query(OrderItem::of_order("12345")).all().await?;
    assert!(lines.iter().map(|line| &line.product).eq(["12345", "99887"]));
    log.row("products of an order", lines.len());
    let invoices = shop.query(Invoice::of_order("12345")).all().await?;
    assert!(invoices.iter().map(|invoice| &invoice.id).eq(["55443"]));
    log.row("invoice of an order", invoices.len());
    let shipments = shop.query(Shipment::of_order("12345")).all().await?;
    assert!(shipments.iter().map(|shipment| &shipment.id).eq(["88899", "98765"]));
    log.row("shipments of an order", shipments.len());

    let first_days = "2020-06-21T19:00:00"..="2020-06-21T19:18:00";
    let sold = shop.query(OrderItem::of_product("12345").date(first_days)).all().await?;
    assert!(sold.iter().map(|line| &line.order).eq(["12345"]));
    log.row("orders of a product, between dates", sold.len());
    let invoice = shop.query(Invoice::by_id("55443")).first().await?;
    assert!(invoice.is_some_and(|invoice| invoice.amount == "400"));
    log.row("invoice by id", 1);
    let invoice = shop.query(Invoice::by_id("55443")).first().await?;
    let payments = invoice.map_or_else(Vec::new, |invoice| invoice.detail.payments);
    assert!(payments.iter().map(|payment| &payment.r#type).eq(["GiftCard", "MasterCard"]));
    log.row("payments of an invoice", payments.len());
    let shipment = shop.get_collection(ShipmentWithItems::of("98765")).await?;
    assert!(shipment.is_some_and(|found| found.shipment.order == "12345" && found.items.len() == 2));
    log.row("a shipment and its items", 3);

    let shipments = shop.query(Shipment::of_warehouse("12376")).all().await?;
    assert!(shipments.iter().map(|shipment| &shipment.id).eq(["88899"]));
    log.row("shipments of a warehouse", shipments.len());
    let stock = shop.query(WarehouseItem::listed("12345")).all().await?;
    assert!(stock.iter().map(|item| &item.product).eq(["12345", "99887"]));
    log.row("stock of a warehouse", stock.len());

    // Both read the same range of dates, where invoices and lines of orders lie side by side.
    let june = "2020-06-01T00:00:00"..="2020-06-30T23:59:59";
    let invoices = shop.query(Invoice::of_customer("12345").date(june.clone())).all().await?;
    assert!(invoices.iter().map(|invoice| &invoice.id).eq(["55443"]));
    log.row("invoices of a customer, between dates", invoices.len());
    let lines = shop.query(OrderItem::of_customer("12345").date(june)).all().await?;
    assert!(lines.iter().map(|line| &line.product).eq(["12345", "99887"]));
    log.row("products of a customer, between dates", lines.len());
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    program::main(run).await
}
