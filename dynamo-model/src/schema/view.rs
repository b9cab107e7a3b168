use super::message::{Mistake, equal};
use super::nearest::nearest;
use super::{EntitySchema, FieldPlace, FieldSchema};

/// What a view's derive found: which fields of its entity it has.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, customer: String, total: u32 }
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Total {
///     #[projection(from = total)]
///     cents: u32,
/// }
///
/// assert_eq!(Total::SCHEMA.rust_name, "Total");
/// assert_eq!(Order::SCHEMA.fields[Total::SCHEMA.fields[0]].name, "total");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewSchema {
    /// The name of the Rust type.
    pub rust_name: &'static str,
    /// For each field of the view, the place of the entity's field in [`EntitySchema::fields`].
    pub fields: &'static [usize],
}

/// Finds the field of an entity that a view has, and checks that a view can have it. The projection derive calls it.
///
/// # Errors
///
/// The mistake, if there is one.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::schema::viewed_field;
///
/// assert!(matches!(viewed_field(Order::SCHEMA, "total", false), Ok(1)));
/// let mistake = viewed_field(Order::SCHEMA, "totl", false).unwrap_err();
/// assert!(mistake.as_str().contains("did you mean `total`?"));
/// ```
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_field(entity: &EntitySchema, name: &str, optional: bool) -> Result<usize, Mistake> {
    if !entity.compiles() {
        return Ok(0);
    }
    let mut fields = entity.fields;
    let mut place = 0;
    while let [field, rest @ ..] = fields {
        if equal(field.name, name) {
            return match unfit(entity, field, optional) {
                Some(mistake) => Err(mistake),
                None => Ok(place),
            };
        }
        fields = rest;
        place += 1;
    }
    let mistake = of(entity).text(" has no field ").code(name);
    Err(match nearest(name, entity.fields) {
        Some(near) => mistake.help("did you mean ").code(near).text("?"),
        None => mistake.help("name the field with `#[projection(from = …)]`"),
    })
}

const fn unfit(entity: &EntitySchema, field: &FieldSchema, optional: bool) -> Option<Mistake> {
    let mistake = of(entity);
    match field.place {
        FieldPlace::Skipped => {
            return Some(
                mistake.text(" does not store field ").code(field.name).help("remove it from the view"),
            );
        }
        FieldPlace::Flattened => {
            let mistake = mistake.text(" flattens field ").code(field.name);
            let mistake = mistake.text(", whose attributes have names of their own");
            return Some(mistake.help("read the whole entity"));
        }
        FieldPlace::Attribute | FieldPlace::Key | FieldPlace::Ttl => {}
    }
    if !field.plain && !field.set {
        let mistake = mistake.text(" stores field ").code(field.name);
        let mistake = mistake.text(" in a form of its own, by serde\u{2019}s `with`");
        return Some(mistake.help("read the whole entity, or store a type that serde knows without `with`"));
    }
    if field.reader && !field.set {
        let mistake = mistake.text(" reads field ").code(field.name);
        let mistake = mistake.text(" by a function of its own, serde\u{2019}s `deserialize_with`");
        return Some(
            mistake.help("read the whole entity, or give the field a type that reads itself like that"),
        );
    }
    if field.optional && !optional {
        let mistake = mistake.text(" may lack field ").code(field.name);
        return Some(mistake.help("make it an `Option` in the view"));
    }
    if optional && !field.optional {
        let mistake = mistake.text(" always has field ").code(field.name);
        return Some(mistake.help("write its type without `Option`"));
    }
    None
}

const fn of(entity: &EntitySchema) -> Mistake {
    Mistake::NONE.text("entity ").code(entity.rust_name)
}
