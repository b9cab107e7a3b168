use std::fmt;

/// Which entry of a map a view has.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # use std::collections::BTreeMap;
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, by_year: BTreeMap<u16, u32> }
/// use dynamo_model::schema::{EntryName, ViewStep};
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Recent {
///     #[projection(from = by_year[&2026])]
///     cents: Option<u32>,
/// }
///
/// let [ViewStep::Key(name)] = Recent::SCHEMA.fields[0].below else { panic!("one step") };
/// assert_eq!(name.get(), "2026");
/// assert_eq!(*name, EntryName::Text("2026"), "by what they are stored as");
/// ```
#[derive(Clone, Copy)]
pub enum EntryName {
    /// That of the text.
    Text(&'static str),
    /// That of a key which is no text: named as serde names it, once.
    OfKey(fn() -> &'static str),
}

impl EntryName {
    /// Returns the name that is stored.
    ///
    /// ```
    /// use dynamo_model::schema::EntryName;
    ///
    /// assert_eq!(EntryName::Text("colour").get(), "colour");
    /// assert_eq!(EntryName::OfKey(|| "2026").get(), "2026");
    /// ```
    #[must_use]
    pub fn get(self) -> &'static str {
        match self {
            Self::Text(name) => name,
            Self::OfKey(name) => name(),
        }
    }
}

impl PartialEq for EntryName {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for EntryName {}

impl fmt::Debug for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EntryName").field(&self.get()).finish()
    }
}
