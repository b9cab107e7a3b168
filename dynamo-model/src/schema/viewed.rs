//! Finds, while a program compiles, what the fields of its views are of.

use super::message::{Mistake, equal};
use super::nearest::{nearest, nearest_name};
use super::{
    EntitySchema, EntryName, FieldPlace, FieldSchema, Tagging, TypeForm, VariantData, VariantSchema,
    ViewStep, field,
};

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
/// assert!(matches!(viewed_field(Order::SCHEMA, "total", false, true), Ok(1)));
/// let mistake = viewed_field(Order::SCHEMA, "totl", false, true).unwrap_err();
/// assert!(mistake.as_str().contains("did you mean `total`?"));
/// ```
///
/// `optional` says whether the view has an `Option` of it; `whole`, that it has all of it, and does not go into it.
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_field(
    entity: &EntitySchema,
    name: &str,
    optional: bool,
    whole: bool,
) -> Result<usize, Mistake> {
    if !entity.compiles() {
        return Ok(0);
    }
    let owner = Mistake::NONE.text("entity ").code(entity.rust_name);
    match find(owner, entity.fields, name, optional, whole) {
        Ok(place) if optional && whole => match always_there(entity, place) {
            Some(mistake) => Err(mistake),
            None => Ok(place),
        },
        found => found,
    }
}

/// What a view can go into.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Enterable {
    /// A document, whose fields follow a dot.
    Struct { name: &'static str, fields: &'static [FieldSchema] },
    /// An enum, and what the method of each variant is called; nothing, if a function of the user's stores it.
    Enum {
        name: &'static str,
        tagging: Tagging,
        variants: &'static [VariantSchema],
        ways: &'static [&'static str],
    },
    /// A variant of an enum of that name.
    Variant { name: &'static str, variant: &'static VariantSchema },
    /// What is not known, of which nothing is said.
    Unknown,
}

/// What follows a step into a variant.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Next {
    /// The name of a field.
    Field,
    /// The place of a field without a name.
    Place,
    /// An element of a list, or an entry of a map.
    Element,
    /// Nothing: the view has what the variant holds.
    Nothing,
}

/// A place, and the step to it.
type Found = Result<(usize, ViewStep), Mistake>;

/// Of what is not known.
const ANYTHING: (usize, ViewStep) = (0, ViewStep::Index(0));

impl Enterable {
    /// How values of it are stored.
    #[must_use]
    pub const fn form(&self) -> TypeForm {
        match *self {
            Self::Struct { fields, .. } => TypeForm::Struct(fields),
            Self::Enum { tagging, variants, .. } => TypeForm::Enum { tagging, variants },
            Self::Variant { variant, .. } => TypeForm::Struct(variant.fields),
            Self::Unknown => TypeForm::Struct(&[]),
        }
    }

    /// A variant of it, if it is an enum.
    #[must_use]
    pub const fn variant(&self, place: usize) -> Self {
        if let Self::Enum { name, variants, .. } = *self
            && let (_, [variant, ..]) = variants.split_at(place)
        {
            return Self::Variant { name, variant };
        }
        Self::Unknown
    }

    /// Begins a message about it.
    const fn owner(&self) -> Mistake {
        match *self {
            Self::Struct { name, .. } => Mistake::NONE.text("document ").code(name),
            Self::Enum { name, .. } => Mistake::NONE.text("enum ").code(name),
            Self::Variant { name, variant } => {
                Mistake::NONE.text("variant ").code(variant.name).text(" of ").code(name)
            }
            Self::Unknown => Mistake::NONE,
        }
    }
}

/// Finds the field of a document or variant that a view has, or goes into, as [`viewed_field`]. There may be no document, so
/// that a view may have an `Option` of what every document has.
#[doc(hidden)]
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_inside(of: &Enterable, name: &str, optional: bool, whole: bool) -> Found {
    let fields = match *of {
        Enterable::Struct { fields, .. } => fields,
        Enterable::Variant { variant, .. } => variant.fields,
        Enterable::Unknown => return Ok(ANYTHING),
        Enterable::Enum { variants, ways, .. } => {
            let mistake = of.owner().text(" has no field ").code(name);
            return Err(match some_way(variants, ways) {
                Some(way) => mistake.help("say of which variant, as in `").text(way).text("().…`"),
                None => mistake.help("let the view have the whole enum"),
            });
        }
    };
    match find(of.owner(), fields, name, optional, whole) {
        Ok(place) => match fields.split_at(place) {
            (_, [field, ..]) => Ok((place, ViewStep::Field(field))),
            _ => Ok(ANYTHING),
        },
        Err(mistake) => Err(mistake),
    }
}

/// Finds the variant that a view goes into, by what its method is called.
#[doc(hidden)]
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_variant(of: &Enterable, way: &str, next: Next, optional: bool) -> Found {
    let (tagging, ways) = match *of {
        Enterable::Enum { tagging, ways, .. } => (tagging, ways),
        Enterable::Unknown => return Ok(ANYTHING),
        Enterable::Struct { .. } | Enterable::Variant { .. } => {
            let mistake = of.owner().text(" is no enum, and has no variant behind `").text(way).text("()`");
            return Err(mistake.help("name one of its fields"));
        }
    };
    let Some(place) = place_of(way, ways) else {
        let mistake = of.owner().text(" has no variant behind `").text(way).text("()`");
        return Err(match nearest_name(way, ways) {
            Some(near) => mistake.help("did you mean `").text(near).text("()`?"),
            None => mistake.help("let the view have the whole enum"),
        });
    };
    let this = of.variant(place);
    let Enterable::Variant { name, variant } = this else { return Ok(ANYTHING) };
    if let Some(mistake) = astray(&this, variant, tagging, way, next) {
        return Err(mistake);
    }
    if !optional {
        let mistake = Mistake::NONE.text("an item may have another variant of ").code(name);
        return Err(mistake.text(" than ").code(variant.name).help(AN_OPTION));
    }
    Ok((place, ViewStep::Variant { tagging, variant }))
}

/// Finds the field of a variant that has no names for them.
#[doc(hidden)]
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_place(of: &Enterable, place: u32, whole: bool) -> Found {
    let fields = match *of {
        Enterable::Variant { variant, .. } => variant.fields,
        Enterable::Unknown => return Ok(ANYTHING),
        Enterable::Struct { .. } | Enterable::Enum { .. } => {
            let mistake = of.owner().text(" has no fields that are counted");
            return Err(mistake.help("name one of its fields"));
        }
    };
    let (index, mut rest) = (place, fields);
    while let [field, others @ ..] = rest {
        let is_skipped = matches!(field.place, FieldPlace::Skipped);
        if is_skipped || field.default.is_some() {
            let stored = if is_skipped { " is stored" } else { " may have been stored" };
            let mistake = of.owner().text(stored).text(" with fewer elements than it has");
            return Err(mistake.help("let the view have the whole enum"));
        }
        rest = others;
    }
    let place = place as usize;
    if place >= fields.len() {
        let mistake = of.owner().text(" has ").number(fields.len()).text(" elements, and none at ");
        return Err(mistake.number(place).help("count them from 0"));
    }
    match fields.split_at(place) {
        (_, [field, ..]) => match unfit(of.owner(), field, true, whole) {
            Some(mistake) => Err(mistake),
            None => Ok((place, ViewStep::Index(index))),
        },
        _ => Ok(ANYTHING),
    }
}

/// Finds an element of a list that has so many, if that is known; `at` says of which.
#[doc(hidden)]
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_element(length: Option<usize>, index: u32, optional: bool, at: &str) -> Found {
    let place = index as usize;
    let mistake = Mistake::NONE;
    match length {
        Some(length) if place < length => {}
        Some(0) => {
            let mistake = mistake.code(at).text(" has no elements");
            return Err(mistake.help("remove the field from the view"));
        }
        Some(length) => {
            let mistake = mistake.code(at).text(" has ").number(length).text(" elements, and none at ");
            let mistake = mistake.number(place).help("count them from 0: the last is `").text(at);
            return Err(mistake.text("[").number(length - 1).text("]`"));
        }
        None if optional => {}
        None => {
            let mistake = mistake.text("an item may have no `").text(at).text("[").number(place);
            return Err(mistake.text("]`").help(AN_OPTION));
        }
    }
    Ok((0, ViewStep::Index(index)))
}

/// Finds an entry of a map, which may lack it; `at` says which.
#[doc(hidden)]
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_entry(known: bool, name: EntryName, optional: bool, at: &str) -> Found {
    if known && !optional {
        return Err(Mistake::NONE.text("an item may have no ").code(at).help(AN_OPTION));
    }
    Ok((0, ViewStep::Key(name)))
}

const AN_OPTION: &str = "make what the view has of it an `Option`";

/// What is wrong with a way that goes on in a variant as it does.
const fn astray(
    of: &Enterable,
    variant: &VariantSchema,
    tagging: Tagging,
    way: &str,
    next: Next,
) -> Option<Mistake> {
    let (mistake, first) = match variant.fields {
        [first, ..] => (of.owner(), first),
        [] => (of.owner(), NO_FIELD),
    };
    Some(match (variant.data, next) {
        (VariantData::Map, Next::Field) | (VariantData::List, Next::Place) => return None,
        (VariantData::Nothing, _) => mistake.text(" holds nothing").help("let the view have the whole enum"),
        (VariantData::Map, _) => {
            let mistake = mistake.text(" has fields with names").help("name one of them, as in `");
            mistake.text(way).text("().").text(first.name).text("`")
        }
        (VariantData::List, _) => {
            let mistake = mistake.text(" has fields without names").help("count them from 0, as in `");
            mistake.text(way).text("().0`")
        }
        (VariantData::Value, Next::Place) => {
            let mistake = mistake.text(" holds one value").help("leave out the number: `");
            mistake.text(way).text("()` leads to the value")
        }
        (VariantData::Value, Next::Element | Next::Nothing) if matches!(tagging, Tagging::Inside(_)) => {
            let mistake = mistake.text(" holds what is stored among entries beside its tag");
            let mistake = mistake.help("name a field of it, as in `").text(way);
            mistake.text("().…`, or let the view have the whole enum")
        }
        (VariantData::Value, Next::Field | Next::Element) => return unfit(mistake, first, true, false),
        (VariantData::Value, Next::Nothing) => return unfit(mistake, first, true, true),
    })
}

/// Where there is none.
const NO_FIELD: &FieldSchema = &field("", "", false);

/// The first way to something.
const fn some_way(variants: &[VariantSchema], ways: &[&'static str]) -> Option<&'static str> {
    let (mut variants, mut ways) = (variants, ways);
    while let ([variant, other_variants @ ..], [way, other_ways @ ..]) = (variants, ways) {
        if !matches!(variant.data, VariantData::Nothing) && !way.is_empty() {
            return Some(way);
        }
        (variants, ways) = (other_variants, other_ways);
    }
    None
}

/// Finds the place of a name.
const fn place_of(name: &str, names: &[&str]) -> Option<usize> {
    let (mut rest, mut place) = (names, 0);
    while let [first, others @ ..] = rest {
        if equal(first, name) {
            return Some(place);
        }
        rest = others;
        place += 1;
    }
    None
}

#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
const fn find(
    owner: Mistake,
    fields: &'static [FieldSchema],
    name: &str,
    optional: bool,
    whole: bool,
) -> Result<usize, Mistake> {
    let mut rest = fields;
    let mut place = 0;
    while let [field, others @ ..] = rest {
        if equal(field.name, name) {
            return match unfit(owner, field, optional, whole) {
                Some(mistake) => Err(mistake),
                None => Ok(place),
            };
        }
        rest = others;
        place += 1;
    }
    let mistake = owner.text(" has no field ").code(name);
    Err(match nearest(name, fields) {
        Some(near) => mistake.help("did you mean ").code(near).text("?"),
        None => mistake.help("name the field with `#[projection(from = …)]`"),
    })
}

/// What is wrong with a view that has a field, or goes into it.
const fn unfit(mistake: Mistake, field: &FieldSchema, optional: bool, whole: bool) -> Option<Mistake> {
    match field.place {
        FieldPlace::Skipped => {
            return Some(
                mistake.text(" does not store field ").code(field.name).help("remove it from the view"),
            );
        }
        FieldPlace::Flattened if whole => {
            let mistake = mistake.text(" flattens field ").code(field.name);
            let mistake = mistake.text(", whose attributes have names of their own");
            let mistake =
                mistake.help("name one of its fields, as in `#[projection(from = ").text(field.name);
            return Some(mistake.text(".…)]`, or read the whole entity"));
        }
        FieldPlace::Flattened | FieldPlace::Attribute | FieldPlace::Key | FieldPlace::Ttl => {}
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
    if may_be_none(field) && !optional {
        let mistake = mistake.text(" may lack field ").code(field.name);
        return Some(mistake.help(if whole { "make it an `Option` in the view" } else { AN_OPTION }));
    }
    None
}

/// Refuses an `Option` of what every entity has.
const fn always_there(entity: &EntitySchema, place: usize) -> Option<Mistake> {
    let (_, rest) = entity.fields.split_at(place);
    let [field, ..] = rest else { return None };
    if may_be_none(field) {
        return None;
    }
    let mistake = Mistake::NONE.text("entity ").code(entity.rust_name);
    let mistake = mistake.text(" always has field ").code(field.name);
    Some(mistake.help("write its type without `Option`"))
}

/// Whether there is nothing to read where an item lacks the field, or an `Option` all the same.
const fn may_be_none(field: &FieldSchema) -> bool {
    match &field.default {
        Some(default) => default.of_option,
        None => field.optional,
    }
}
