use std::fmt;

use crate::value::{CodecError, PackedValue, Value};

/// What serde's `default` makes of a field whose attribute an item lacks.
///
/// ```
/// use dynamo_model::value::Value;
/// use dynamo_model::{Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// enum Shop { Order(Order) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     id: String,
///     #[serde(default = "euro")]
///     currency: String,
/// }
///
/// fn euro() -> String {
///     "EUR".to_owned()
/// }
///
/// let [id, currency] = Order::SCHEMA.fields else { panic!("two fields") };
/// assert!(id.default.is_none());
/// let euro = currency.default.map(|default| default.value()).transpose()?;
/// assert_eq!(euro, Some(Value::from("EUR")));
/// # Ok::<(), dynamo_model::value::CodecError>(())
/// ```
#[derive(Clone, Copy)]
pub struct FieldDefault {
    make: fn() -> Result<Value, CodecError>,
    /// Whether the field is an `Option`, which has a default all the same.
    pub(super) of_option: bool,
}

impl FieldDefault {
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(make: fn() -> Result<Value, CodecError>, of_option: bool) -> Self {
        Self { make, of_option }
    }

    /// Makes the value, as it would be stored; but a set as a list, as there are no empty sets.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// struct Order {
    ///     id: String,
    ///     #[serde(default)]
    ///     notes: Vec<String>,
    /// }
    ///
    /// let notes = Order::SCHEMA.fields[1].default.expect("it has one");
    /// assert_eq!(notes.value()?, dynamo_model::value::Value::L(Vec::new()));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CodecError`] if it cannot be stored.
    pub fn value(self) -> Result<Value, CodecError> {
        (self.make)()
    }

    pub(crate) fn packed(self) -> Result<PackedValue, CodecError> {
        self.value().map(PackedValue::from)
    }
}

/// By whether there is one: functions cannot be compared.
impl PartialEq for FieldDefault {
    fn eq(&self, other: &Self) -> bool {
        self.of_option == other.of_option
    }
}

impl Eq for FieldDefault {}

impl fmt::Debug for FieldDefault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldDefault").field("of_option", &self.of_option).finish_non_exhaustive()
    }
}
