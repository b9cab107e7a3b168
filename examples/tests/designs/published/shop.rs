use super::Published;
use crate::shop::Shop;

fn published() -> Published {
    Published::parse(include_str!("../../../data/online-shop.json"))
}

#[test]
fn every_published_item_is_written_back_as_it_was() {
    let items = published().round_trip::<Shop>();
    let customers = items.iter().filter(|item| matches!(item, Shop::Customer(_)));
    assert_eq!((items.len(), customers.count()), (19, 3));
}

#[test]
fn the_declared_table_is_the_published_one() {
    published().assert_defines::<Shop>();
}
