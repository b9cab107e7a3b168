//! What an upsert removes: the attributes an entity could have and does not.

use super::Entity;
use crate::schema::{FieldPlace, FieldSchema, Tagging, TypeForm, TypeRef, TypeSchema, VariantData};
use crate::typed::Described;

/// An entity whose attributes are all known by name, so that an upsert can remove those that it lacks. The derive implements
/// it unless the entity flattens a field whose attributes may have any name, such as a map.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Customer(Customer) }
/// use dynamo_model::Document;
/// use dynamo_model::builder::Upsert;
/// use dynamo_model::expr::Renderer;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "CUSTOMER#{id}", sk = "CUSTOMER")]
/// struct Customer {
///     id: String,
///     #[serde(flatten)]
///     address: Address,
/// }
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Address { city: Option<String>, zip: Option<String> }
///
/// let nowhere = Customer { id: "c1".into(), address: Address { city: None, zip: Some("22100".into()) } };
/// let mut renderer = Renderer::new();
/// let update = renderer.update(&Upsert::new(&nowhere).request()?.update);
/// assert!(update.ends_with(" REMOVE #n3"), "{update}");
/// assert_eq!(renderer.names()["#n3"], "city");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity, and is not upserted",
    label = "not an entity",
    note = "add `#[derive(Entity)]` and `#[entity(table = …, pk = \"…\", sk = \"…\")]` to it"
)]
pub trait Upsertable: Entity {
    /// The types whose fields are attributes of the entity.
    #[doc(hidden)]
    const __SPREAD: &'static [fn() -> Option<&'static TypeSchema>] = &[];
}

/// A type whose entries are all known by name, so that an entity that flattens it can be upserted. Deriving
/// [`Document`](crate::Document) implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "an upsert does not know which attributes a flattened `{Self}` has, and would leave old ones behind",
    label = "its attributes may have any name",
    note = "store the entity with `put`, or change it with `edit`; a struct with `#[derive(Document)]` may be flattened"
)]
pub trait Spread: Described {}

#[diagnostic::do_not_recommend]
impl<T: Spread> Spread for Box<T> {}

#[diagnostic::do_not_recommend]
impl<T: Spread> Spread for Option<T> {}

/// The names of the attributes that flattened fields of an entity may have.
pub(crate) fn spread<E: Upsertable>() -> Vec<&'static str> {
    let mut names = Vec::new();
    for described in E::__SPREAD.iter().filter_map(|describe| describe()) {
        entries(described, &mut names);
    }
    names
}

fn entries(described: &TypeSchema, names: &mut Vec<&'static str>) {
    match described.form {
        TypeForm::Struct(fields) => fields.iter().for_each(|field| entries_of_field(field, names)),
        // No map by itself: what it holds is spread.
        TypeForm::Newtype(fields) => fields.iter().for_each(|field| entries_of_types(field.types, names)),
        TypeForm::Enum { tagging: Tagging::Around, variants } => {
            names.extend(variants.iter().map(|variant| variant.stored));
        }
        TypeForm::Enum { tagging: Tagging::Beside { tag, content }, .. } => names.extend([tag, content]),
        TypeForm::Enum { tagging: Tagging::Inside(tag), variants } => {
            names.push(tag);
            for variant in variants {
                match variant.data {
                    VariantData::Value => {
                        variant.fields.iter().for_each(|field| entries_of_types(field.types, names));
                    }
                    _ => variant.fields.iter().for_each(|field| entries_of_field(field, names)),
                }
            }
        }
    }
}

fn entries_of_field(field: &FieldSchema, names: &mut Vec<&'static str>) {
    match field.place {
        FieldPlace::Flattened => entries_of_types(field.types, names),
        FieldPlace::Skipped => {}
        _ => names.push(field.attribute),
    }
}

fn entries_of_types(types: &[TypeRef], names: &mut Vec<&'static str>) {
    types.iter().filter_map(|named| named.get()).for_each(|described| entries(described, names));
}
