//! What is flattened into an item or document: the names of its entries, which nothing beside it may have.

use super::check::is_such_a_vector;
use super::message::{Mistake, about, equal, none_of};
use super::{EntitySchema, FieldSchema, TableSchema, Tagging, TypeForm, VariantData, VariantSchema};

/// The entries of a type, as it is flattened; none that are known of one that is no `Document`.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Entries {
    pub form: Option<TypeForm>,
    /// The entry with the name of a struct, if it has one.
    pub tag: Option<&'static str>,
    /// Those of what it flattens itself, or whose variants hold nothing else.
    pub flattened: &'static [Self],
}

/// What entries are compared with.
#[derive(Clone, Copy)]
enum Others<'o> {
    Name(&'o str),
    Names(&'o [&'static str]),
    Fields(&'o [FieldSchema]),
    Entries(&'o Entries),
}

impl Entries {
    #[doc(hidden)]
    pub const UNKNOWN: Self = Self { form: None, tag: None, flattened: &[] };

    /// The first entry that is called like another.
    const fn shared(&self, others: Others<'_>) -> Option<&'static str> {
        if let Some(tag) = self.tag
            && others.have(tag)
        {
            return Some(tag);
        }
        none_of!(match self.form {
            None | Some(TypeForm::Newtype(_)) => None,
            Some(TypeForm::Struct(fields)) => of_fields(fields, others),
            Some(TypeForm::Enum { tagging, variants }) => of_variants(tagging, variants, others),
        });
        let mut flattened = self.flattened;
        while let [first, rest @ ..] = flattened {
            none_of!(first.shared(others));
            flattened = rest;
        }
        None
    }
}

impl Entries {
    /// The field among them that is stored under a name.
    const fn field(&self, name: &str) -> Option<&'static FieldSchema> {
        match self.form {
            Some(TypeForm::Struct(fields)) => none_of!(stored_as(fields, name)),
            Some(TypeForm::Enum { tagging: Tagging::Inside(_), variants }) => {
                let mut variants = variants;
                while let [variant, rest @ ..] = variants {
                    if matches!(variant.data, VariantData::Map) {
                        none_of!(stored_as(variant.fields, name));
                    }
                    variants = rest;
                }
            }
            _ => {}
        }
        let mut flattened = self.flattened;
        while let [first, rest @ ..] = flattened {
            none_of!(first.field(name));
            flattened = rest;
        }
        None
    }
}

impl Others<'_> {
    const fn have(self, name: &str) -> bool {
        match self {
            Self::Name(other) => equal(name, other),
            Self::Names(mut names) => {
                while let [first, rest @ ..] = names {
                    if equal(name, first) {
                        return true;
                    }
                    names = rest;
                }
                false
            }
            Self::Fields(fields) => named(fields, name).is_some(),
            Self::Entries(entries) => entries.shared(Others::Name(name)).is_some(),
        }
    }
}

const fn of_fields(mut fields: &'static [FieldSchema], others: Others<'_>) -> Option<&'static str> {
    while let [field, rest @ ..] = fields {
        if field.is_named() && others.have(field.attribute) {
            return Some(field.attribute);
        }
        fields = rest;
    }
    None
}

const fn of_variants(
    tagging: Tagging,
    mut variants: &'static [VariantSchema],
    others: Others<'_>,
) -> Option<&'static str> {
    let own = match tagging {
        Tagging::Around => [None, None],
        Tagging::Inside(tag) => [Some(tag), None],
        Tagging::Beside { tag, content } => [Some(tag), Some(content)],
    };
    let mut own: &[Option<&'static str>] = &own;
    while let [first, rest @ ..] = own {
        if let Some(name) = *first
            && others.have(name)
        {
            return Some(name);
        }
        own = rest;
    }
    while let [variant, rest @ ..] = variants {
        match tagging {
            Tagging::Around if others.have(variant.stored) => return Some(variant.stored),
            Tagging::Inside(_) if matches!(variant.data, VariantData::Map) => {
                none_of!(of_fields(variant.fields, others));
            }
            _ => {}
        }
        variants = rest;
    }
    None
}

/// The name of the field that is stored under a name.
const fn named(mut fields: &[FieldSchema], name: &str) -> Option<&'static str> {
    while let [field, rest @ ..] = fields {
        if field.is_named() && equal(field.attribute, name) {
            return Some(field.name);
        }
        fields = rest;
    }
    None
}

/// The field that is stored under a name.
const fn stored_as(mut fields: &'static [FieldSchema], name: &str) -> Option<&'static FieldSchema> {
    while let [field, rest @ ..] = fields {
        if field.is_attribute() && equal(field.attribute, name) {
            return Some(field);
        }
        fields = rest;
    }
    None
}

/// Checks the last of some flattened fields, by their places, against the other fields of an entity, the flattened ones
/// before it, and the attributes that its table makes; `None` if all is well.
#[doc(hidden)]
#[must_use]
pub const fn check_flattened(
    entity: &EntitySchema,
    table: &TableSchema,
    flattened: &[(usize, Entries)],
) -> Option<Mistake> {
    let [before @ .., (place, entries)] = flattened else { return None };
    if !table.compiles() {
        return None;
    }
    none_of!(beside(about(entity), entity.fields, before, *place, entries));
    let mistake = about(entity).text("flattened field ").code(name_of(entity.fields, *place));
    let mistake = mistake.text(" has an attribute ");
    let help = "rename the attribute, as with `#[serde(rename = \"…\")]`";
    if let Some(tag) = table.entity_type
        && entries.shared(Others::Name(tag)).is_some()
    {
        let mistake = mistake.code(tag).text(", the entity-type attribute of ").code(table.rust_name);
        return Some(mistake.help(help));
    }
    if let Some(revision) = table.revision
        && entries.shared(Others::Name(revision)).is_some()
    {
        let mistake = mistake.code(revision).text(", the revision attribute of ").code(table.rust_name);
        return Some(mistake.help(help));
    }
    if let Some(name) = entries.shared(Others::Names(table.managed)) {
        let mistake = mistake.code(name).text(", a key attribute of table ").code(table.rust_name);
        return Some(mistake.help(help));
    }
    if let Some(ttl) = table.ttl
        && (entity.retention.expiry.is_some() || !entity.unique.is_empty())
        && entries.shared(Others::Name(ttl)).is_some()
    {
        return Some(mistake.code(ttl).text(", where the time that items expire belongs").help(help));
    }
    vectors(entity, table, entries)
}

/// What is flattened is in the vector indexes of the table as other fields are.
const fn vectors(entity: &EntitySchema, table: &TableSchema, entries: &Entries) -> Option<Mistake> {
    if !table.has_vectors() {
        return None;
    }
    let mut indexes = table.indexes;
    while let [index, rest @ ..] = indexes {
        if let Some(vector) = &index.vector
            && let Some(field) = entries.field(vector.attribute)
        {
            none_of!(is_such_a_vector(entity, field, index, vector));
        }
        indexes = rest;
    }
    None
}

/// Checks the last of some flattened fields of a document against its other fields and the flattened ones before it.
#[doc(hidden)]
#[must_use]
pub const fn check_flattened_inside(
    document: &str,
    fields: &[FieldSchema],
    flattened: &[(usize, Entries)],
) -> Option<Mistake> {
    let [before @ .., (place, entries)] = flattened else { return None };
    beside(Mistake::NONE.text("document ").code(document).text(": "), fields, before, *place, entries)
}

/// Serde would store two values under one name, and read one of them for both.
const fn beside(
    about: Mistake,
    fields: &[FieldSchema],
    mut before: &[(usize, Entries)],
    place: usize,
    entries: &Entries,
) -> Option<Mistake> {
    let help = "rename one of them, as with `#[serde(rename = \"…\")]`";
    if let Some(name) = entries.shared(Others::Fields(fields)) {
        let mistake = about.text("flattened field ").code(name_of(fields, place));
        let mistake = mistake.text(" has an attribute ").code(name).text(", which field ");
        return match named(fields, name) {
            Some(field) => Some(mistake.code(field).text(" is stored as").help(help)),
            None => None,
        };
    }
    while let [(other, first), rest @ ..] = before {
        if let Some(name) = entries.shared(Others::Entries(first)) {
            let mistake = about.text("flattened fields ").code(name_of(fields, *other)).text(" and ");
            let mistake = mistake.code(name_of(fields, place)).text(" both have an attribute ").code(name);
            return Some(mistake.help(help));
        }
        before = rest;
    }
    None
}

const fn name_of(fields: &[FieldSchema], place: usize) -> &'static str {
    let (_, rest) = fields.split_at(place);
    match rest {
        [field, ..] => field.name,
        [] => "",
    }
}
