use std::any::type_name;
use std::fmt;

use super::type_names::{renamed, short};
use super::{FieldSchema, TypeRef};

/// What stands for the parameters of a generic entity in the form that a table lists; what there is of the entity itself has
/// none.
///
/// ```
/// use dynamo_model::value::Vector;
/// use dynamo_model::{Document, Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "events")]
/// enum Events { Signup(Event<Signup, 3>) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Events, pk = "EVENT#{id}", sk = "EVENT")]
/// struct Event<P, const N: usize> { id: u32, payload: P, embedding: Vector<N> }
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Signup { name: String }
///
/// let arguments = Events::SCHEMA.entities[0].arguments;
/// assert_eq!(arguments.of("P").as_deref(), Some("Signup"));
/// assert_eq!(arguments.of("N").as_deref(), Some("3"));
/// assert_eq!(Event::<Signup, 3>::SCHEMA.arguments.of("P"), None);
/// ```
#[derive(Clone, Copy)]
pub struct Arguments {
    #[doc(hidden)]
    pub named: &'static [Argument],
    /// The types that they name.
    #[doc(hidden)]
    pub types: &'static [TypeRef],
}

/// What stands for one parameter.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Argument {
    pub name: &'static str,
    /// A function, as no constant has the text.
    pub shown: fn() -> String,
}

impl Argument {
    #[must_use]
    pub const fn ty<T: ?Sized>(name: &'static str) -> Self {
        Self { name, shown: || short(type_name::<T>()) }
    }
}

impl Arguments {
    /// Those of an entity without parameters.
    pub const NONE: Self = Self { named: &[], types: &[] };

    /// Returns what stands for a parameter, without the modules that a type is in.
    ///
    /// ```
    /// use dynamo_model::schema::Arguments;
    ///
    /// assert_eq!(Arguments::NONE.of("P"), None);
    /// ```
    #[must_use]
    pub fn of(self, parameter: &str) -> Option<String> {
        let found = self.named.iter().find(|argument| argument.name == parameter);
        found.map(|argument| (argument.shown)())
    }

    /// The parameters, and what stands for each.
    fn shown(self) -> Vec<(&'static str, String)> {
        self.named.iter().map(|argument| (argument.name, (argument.shown)())).collect()
    }
}

impl FieldSchema {
    /// Its type, with what stands behind aliases and parameters instead of them.
    pub(super) fn stored_type(&self, arguments: Arguments) -> String {
        let aliases = self.types.iter().filter_map(TypeRef::alias);
        renamed(self.ty, &arguments.shown().into_iter().chain(aliases).collect::<Vec<_>>())
    }

    /// Whether its type names one of the parameters.
    pub(super) fn is_open(&self, arguments: Arguments) -> bool {
        let nothing = |argument: &Argument| (argument.name, String::new());
        renamed(self.ty, &arguments.named.iter().map(nothing).collect::<Vec<_>>()) != self.ty
    }
}

impl PartialEq for Arguments {
    fn eq(&self, other: &Self) -> bool {
        self.shown() == other.shown() && self.types == other.types
    }
}

impl Eq for Arguments {}

impl fmt::Debug for Arguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.shown()).finish()
    }
}
