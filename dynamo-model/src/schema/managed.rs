use super::{EntitySchema, FieldSchema};

/// What the library keeps in a field: writes set it, programs only read it.
///
/// ```
/// use dynamo_model::schema::Managed;
/// use dynamo_model::{Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// enum Shop {
///     Order(Order),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     id: String,
///     #[attr(version)]
///     version: u32,
///     #[attr(updated)]
///     updated_at: u64,
/// }
///
/// let kept: Vec<Option<Managed>> = Order::SCHEMA.fields.iter().map(|field| field.managed).collect();
/// assert_eq!(kept, [None, Some(Managed::Version { last: u32::MAX.into() }), Some(Managed::Updated)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Managed {
    /// How often the entity has been written.
    Version {
        /// The largest number the field's type has.
        last: u128,
    },
    /// When the entity was created.
    Created,
    /// When the entity was written last.
    Updated,
}

impl Managed {
    /// Whether it is a time.
    ///
    /// ```
    /// use dynamo_model::schema::Managed;
    ///
    /// assert!(Managed::Created.is_time() && !Managed::Version { last: 255 }.is_time());
    /// ```
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Created | Self::Updated)
    }
}

impl EntitySchema {
    /// Returns the field that counts versions, and the largest one there can be.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// struct Note {
    ///     id: String,
    ///     #[attr(version)]
    ///     version: u32,
    /// }
    ///
    /// let version = Note::SCHEMA.version();
    /// assert_eq!(version.map(|(field, last)| (field.name, last)), Some(("version", u32::MAX.into())));
    /// ```
    #[must_use]
    pub fn version(&self) -> Option<(&'static FieldSchema, u128)> {
        self.fields.iter().find_map(|field| match field.managed {
            Some(Managed::Version { last }) => Some((field, last)),
            _ => None,
        })
    }

    /// Iterates over the fields that hold times of writes, with their places.
    pub(crate) fn times(&self) -> impl Iterator<Item = (usize, &'static FieldSchema, Managed)> {
        let fields = self.fields.iter().enumerate();
        fields.filter_map(|(place, field)| {
            field.managed.filter(|managed| managed.is_time()).map(|managed| (place, field, managed))
        })
    }
}
