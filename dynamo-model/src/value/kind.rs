//! The ten attribute types.

use std::fmt;

/// The type of an attribute value, one of DynamoDB's ten.
///
/// ```
/// use dynamo_model::value::{Value, ValueKind};
///
/// assert_eq!(Value::from("a").kind(), ValueKind::S);
/// assert_eq!(ValueKind::Bool.as_str(), "BOOL");
/// assert_eq!(ValueKind::from_name("NS"), Some(ValueKind::Ns));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueKind {
    /// A string, `S`.
    S,
    /// A number, `N`.
    N,
    /// Bytes, `B`.
    B,
    /// A boolean, `BOOL`.
    Bool,
    /// The null value, `NULL`.
    Null,
    /// A list, `L`.
    L,
    /// A map, `M`.
    M,
    /// A set of strings, `SS`.
    Ss,
    /// A set of numbers, `NS`.
    Ns,
    /// A set of byte strings, `BS`.
    Bs,
}

impl ValueKind {
    /// Every kind, in the order of declaration.
    pub const ALL: [ValueKind; 10] = [
        ValueKind::S,
        ValueKind::N,
        ValueKind::B,
        ValueKind::Bool,
        ValueKind::Null,
        ValueKind::L,
        ValueKind::M,
        ValueKind::Ss,
        ValueKind::Ns,
        ValueKind::Bs,
    ];

    /// Returns DynamoDB's name of the type, such as `"S"` or `"BOOL"`.
    ///
    /// ```
    /// use dynamo_model::value::ValueKind;
    ///
    /// assert_eq!(ValueKind::Bool.as_str(), "BOOL");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            ValueKind::S => "S",
            ValueKind::N => "N",
            ValueKind::B => "B",
            ValueKind::Bool => "BOOL",
            ValueKind::Null => "NULL",
            ValueKind::L => "L",
            ValueKind::M => "M",
            ValueKind::Ss => "SS",
            ValueKind::Ns => "NS",
            ValueKind::Bs => "BS",
        }
    }

    /// Returns the type DynamoDB calls `name`. Names are case-sensitive.
    ///
    /// ```
    /// use dynamo_model::value::ValueKind;
    ///
    /// assert_eq!(ValueKind::from_name("SS"), Some(ValueKind::Ss));
    /// assert_eq!(ValueKind::from_name("ss"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<ValueKind> {
        ValueKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Reports whether a key attribute may have this type: `S`, `N` or `B`.
    ///
    /// ```
    /// use dynamo_model::value::ValueKind;
    ///
    /// assert!(ValueKind::N.is_key() && !ValueKind::Bool.is_key());
    /// ```
    pub const fn is_key(self) -> bool {
        matches!(self, ValueKind::S | ValueKind::N | ValueKind::B)
    }

    /// Reports whether this is one of the three set types.
    ///
    /// ```
    /// use dynamo_model::value::ValueKind;
    ///
    /// assert!(ValueKind::Bs.is_set() && !ValueKind::L.is_set());
    /// ```
    pub const fn is_set(self) -> bool {
        matches!(self, ValueKind::Ss | ValueKind::Ns | ValueKind::Bs)
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
