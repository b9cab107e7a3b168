use dynamo_model::request::GetItem;
use dynamo_model::value::Item;
use dynamo_model::{Db, Error, ErrorKind, Record, Result, Table};

use super::model::Shop;
use crate::design;

/// The published design, with its sample items.
const PUBLISHED: &str = include_str!("../../data/online-shop.json");

/// Returns the published items.
///
/// # Errors
///
/// [`is_codec`](Error::is_codec) if the file is not in its format.
pub fn published() -> Result<Vec<Item>> {
    design::items(PUBLISHED)
}

/// Stores the published items through the typed entities; returns how many there are.
///
/// # Errors
///
/// Whatever reading them as entities or storing them reports.
pub async fn load(shop: &Db<Shop>) -> Result<usize> {
    let items = published()?;
    for item in &items {
        let entity = Shop::from_item(item.view())?;
        shop.put(&entity).await?;
    }
    Ok(items.len())
}

/// Checks that what is stored equals what was published, attribute for attribute.
///
/// # Errors
///
/// Names the first item that is missing or differs.
pub async fn check_stored(shop: &Db<Shop>) -> Result<()> {
    for item in published()? {
        let names = Shop::SCHEMA.key.all().map(|attribute| attribute.name);
        let key: Item = names.filter_map(|name| Some((name, item.get(name)?.to_value()))).collect();
        let request = GetItem::new(shop.table_name().clone(), key).consistent();
        let stored = shop.backend().get_item(request).await?.item;
        if stored.as_ref() != Some(&item) {
            return Err(Error::new(
                ErrorKind::Internal,
                format!("stored and published differ:\n  stored    {stored:?}\n  published {item:?}"),
            ));
        }
    }
    Ok(())
}
