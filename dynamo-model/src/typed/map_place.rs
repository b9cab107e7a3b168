use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::value::Value;

/// What says which entry of a map whose keys are of type `K`: a reference to a key, and a text where the keys are texts.
/// Entries are named in an item as serde names them.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use dynamo_model::{Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// enum Shop { Order(Order) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, labels: BTreeMap<String, String>, by_year: BTreeMap<u16, u32>, by_state: BTreeMap<State, u32> }
///
/// #[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
/// #[serde(rename_all = "lowercase")]
/// enum State { Open, Paid }
///
/// let order = Order::attributes();
/// assert_eq!(order.labels["color"].path().to_string(), "labels.color");
/// assert_eq!(order.by_year[&2026].path().to_string(), "by_year.2026");
/// assert_eq!(order.by_state[&State::Paid].path().to_string(), "by_state.paid");
/// ```
#[diagnostic::on_unimplemented(
    message = "the entries of a map with keys of type `{K}` are not named by a `{Self}`",
    label = "expected a key of the map",
    note = "write a reference to a key, as in `o.totals[&2026]`, or a text if the keys are texts: `o.labels[\"color\"]`"
)]
pub trait MapPlace<K> {
    #[doc(hidden)]
    fn __name(self) -> String;
}

#[diagnostic::do_not_recommend]
impl MapPlace<String> for &str {
    fn __name(self) -> String {
        self.to_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<K: Serialize> MapPlace<K> for &K {
    fn __name(self) -> String {
        let entry = Value::from_serialize(&Entry(self)).ok();
        // The service refuses an empty name, and no item has what cannot be a key.
        entry.and_then(|entry| Some(entry.as_m()?.keys().next()?.clone())).unwrap_or_default()
    }
}

/// A map of one entry.
struct Entry<'k, K>(&'k K);

impl<K: Serialize> Serialize for Entry<'_, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &true)?;
        map.end()
    }
}
