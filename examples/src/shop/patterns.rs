use dynamo_model::{Db, Result};

use super::model::{
    Customer, Invoice, Order, OrderItem, Product, Shipment, ShipmentItem, Shop, Warehouse, WarehouseItem,
};
use crate::recorder::Recorder;
use crate::report::Row;

/// Runs the design's sixteen access patterns and returns a row for each.
///
/// # Errors
///
/// Whatever the backend reports.
pub async fn run(shop: &Db<Shop>, recorder: &Recorder) -> Result<Vec<Row>> {
    // Loading and checking read too; the rows count from here.
    drop(recorder.take());
    let mut rows = Rows { recorder, rows: Vec::new() };

    rows.add("customer by id", shop.get(Customer::key("12345")).await?.iter().count());
    rows.add("product by id", shop.get(Product::key("12345")).await?.iter().count());
    rows.add("warehouse by id", shop.get(Warehouse::key("12345")).await?.iter().count());
    rows.add(
        "stock of a product, all warehouses",
        shop.query(WarehouseItem::of_product("99887")).all().await?.len(),
    );
    rows.add("everything of an order", shop.query(Order::by_id("12345").collection()).all().await?.len());
    rows.add("products of an order", shop.query(OrderItem::of_order("12345")).all().await?.len());
    rows.add("invoice of an order", shop.query(Invoice::of_order("12345")).all().await?.len());
    rows.add("shipments of an order", shop.query(Shipment::of_order("12345")).all().await?.len());

    let first_days = "2020-06-21T19:00:00"..="2020-06-21T19:18:00";
    let lines = shop.query(OrderItem::of_product("12345").date(first_days)).all().await?;
    rows.add("orders of a product, between dates", lines.len());

    rows.add("invoice by id", shop.query(Invoice::by_id("55443")).all().await?.len());
    let invoice = shop.query(Invoice::by_id("55443")).first().await?;
    rows.add("payments of an invoice", invoice.map_or(0, |invoice| invoice.detail.payments.len()));
    let shipment = shop.query(ShipmentItem::of_shipment("98765").collection()).all().await?;
    rows.add("a shipment and its items", shipment.len());

    rows.add("shipments of a warehouse", shop.query(Shipment::of_warehouse("12376")).all().await?.len());
    rows.add("stock of a warehouse", shop.query(WarehouseItem::listed("12345")).all().await?.len());

    let june = "2020-06-01T00:00:00"..="2020-06-30T23:59:59";
    let invoices = shop.query(Invoice::of_customer("12345").date(june.clone())).all().await?;
    rows.add("invoices of a customer, between dates", invoices.len());
    let products = shop.query(OrderItem::of_customer("12345").date(june)).all().await?;
    rows.add("products of a customer, between dates", products.len());
    Ok(rows.rows)
}

struct Rows<'r> {
    recorder: &'r Recorder,
    rows: Vec<Row>,
}

impl Rows<'_> {
    /// Adds a row for the reads since the last one.
    fn add(&mut self, pattern: &'static str, found: usize) {
        let reads = self.recorder.take();
        let capacity: dynamo_model::request::Capacity = reads.iter().map(|read| read.capacity).sum();
        let first = reads.into_iter().next();
        self.rows.push(Row {
            number: self.rows.len() + 1,
            pattern,
            index: first.as_ref().and_then(|read| read.index.clone()),
            key_condition: first.map(|read| read.key_condition).unwrap_or_default(),
            found,
            capacity: capacity.to_string(),
        });
    }
}
