use crate::key::{DECIMAL, ErasedPart, complement, number_of, push_part, uncounted};
use crate::schema::{
    EntitySchema, FieldPart, Integer, KeyAttribute, KeyAttributes, KeyTemplates, PartFormat, TableSchema,
    Template, lengthen,
};
use crate::time::TimeFormat;
use crate::value::{ItemRef, Number, ValueRef};

/// The key of a table or an index, as an entity makes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct MadeKey<'s> {
    key: &'s KeyAttributes,
    made: KeyTemplates<'s>,
}

/// A key attribute, and the template that makes it.
#[derive(Clone, Copy)]
pub(super) struct MadeAttribute<'s> {
    pub(super) attribute: &'s KeyAttribute,
    pub(super) template: &'s Template,
}

/// The primary key of an entity.
pub(super) fn primary_key<'s>(schema: &'s EntitySchema, table: &'s TableSchema) -> MadeKey<'s> {
    MadeKey { key: &table.key, made: schema.key() }
}

/// The keys of an entity in the indexes of its table.
pub(super) fn index_keys<'s>(
    schema: &'s EntitySchema,
    table: &'s TableSchema,
) -> impl Iterator<Item = MadeKey<'s>> {
    schema.accesses.iter().filter_map(|access| {
        let index = table.index(access.index?)?;
        Some(MadeKey { key: &index.key, made: access.key() })
    })
}

/// Every key attribute of an entity: the table's, then each index's.
pub(super) fn key_attributes<'s>(
    schema: &'s EntitySchema,
    table: &'s TableSchema,
) -> impl Iterator<Item = MadeAttribute<'s>> {
    std::iter::once(primary_key(schema, table)).chain(index_keys(schema, table)).flat_map(MadeKey::attributes)
}

impl<'s> MadeKey<'s> {
    pub(super) fn of(key: &'s KeyAttributes, made: KeyTemplates<'s>) -> Self {
        Self { key, made }
    }

    pub(super) fn attributes(self) -> impl Iterator<Item = MadeAttribute<'s>> + Clone {
        self.made.of(self.key).map(|(attribute, template)| MadeAttribute { attribute, template })
    }

    pub(super) fn fields(self) -> impl Iterator<Item = &'static FieldPart> {
        self.made.fields()
    }
}

impl MadeAttribute<'_> {
    /// Takes what stands for a field out of an item that has the attribute.
    pub(super) fn part_of<'i>(&self, field: usize, item: ItemRef<'i>) -> Option<PartOf<'i>> {
        match item.get(self.attribute.name)? {
            ValueRef::S(text) => self.text_part_of(field, text),
            other => match (self.template.only_field().filter(|part| part.field == field)?.format, other) {
                (PartFormat::Since1970(digits), ValueRef::N(number)) => {
                    TimeFormat::Number(digits).text_of(number).map(PartOf::Text)
                }
                _ => Some(PartOf::Value(other)),
            },
        }
    }

    /// Reads a part as the template writes it: digits in a format of their own are a number, and what a format leaves out of
    /// a time is put back.
    fn text_part_of<'i>(&self, field: usize, key: &'i str) -> Option<PartOf<'i>> {
        let text = self.template.text_of(field, key)?;
        let FieldPart { format, shape, .. } = self.template.field(field)?;
        match *format {
            PartFormat::Own | PartFormat::Rest | PartFormat::Since1970(_) => {
                Some(PartOf::Value(ValueRef::S(text)))
            }
            PartFormat::Padded(padding) if shape.integer == Integer::No => {
                Some(PartOf::Value(ValueRef::S(padding.without(text))))
            }
            PartFormat::Padded(padding) => number(padding.digits_without(text)),
            PartFormat::Digits(_) if shape.reversed => {
                let number = Number::parse(&complement(text, DECIMAL)).ok()?;
                Some(PartOf::Value(ValueRef::N(number)))
            }
            PartFormat::Digits(_) | PartFormat::Unpadded | PartFormat::Signed(_) => number(text),
            PartFormat::Counted { fraction, .. } => {
                uncounted(text, fraction, shape.reversed).map(PartOf::Text)
            }
            PartFormat::Fraction(digits) => lengthen(text, digits, shape.reversed).map(PartOf::Text),
        }
    }

    /// Whether a part makes what stands for a field in an item, wherever that is, in its format there: other texts may come to
    /// the same value. What is written for that goes through `scratch`.
    pub(super) fn has_part(
        &self,
        field: usize,
        part: &dyn ErasedPart,
        item: ItemRef<'_>,
        scratch: &mut String,
    ) -> bool {
        match item.get(self.attribute.name) {
            Some(ValueRef::S(key)) => self.template.has_all(key, |of, found| {
                scratch.clear();
                of.field != field || (push_part(scratch, self.template, of, part).is_ok() && scratch == found)
            }),
            Some(ValueRef::N(number)) => {
                let of = |part_of| number_of(part_of, part).is_ok_and(|made| made == Some(number));
                self.template.field(field).is_some_and(of)
            }
            Some(ValueRef::B(bytes)) => part.as_binary().as_deref() == Some(bytes),
            _ => false,
        }
    }

    /// Writes a part as the template does; false if it cannot be in it.
    fn write(&self, field: usize, part: &dyn ErasedPart, text: &mut String) -> bool {
        text.clear();
        let field = self.template.field(field);
        field.is_some_and(|field| push_part(text, self.template, field, part).is_ok())
    }

    /// Says what stands in an item where a part should be; and how the part is written, if it is read out of that.
    pub(super) fn misfit(
        &self,
        field: usize,
        part: Option<&dyn ErasedPart>,
        entity: &EntitySchema,
        item: ItemRef<'_>,
    ) -> String {
        let (name, template) = (self.attribute.name, self.template);
        let (part_name, ty) = entity.fields.get(field).map_or(("", ""), |field| (field.name, field.ty));
        let mut text = String::new();
        let written = match part.is_some_and(|part| self.write(field, part, &mut text)) {
            true => format!("; it would be written {text:?}"),
            false => String::new(),
        };
        let found = item.get(name).and_then(|key| key.as_s());
        let found =
            found.and_then(|key| Some((key, template.start_of(field, key)?, template.text_of(field, key)?)));
        match found {
            Some((key, at, text)) => format!(
                "`{name}` is {key:?}, and no \"{}\": {text:?} at byte {at} is no `{part_name}`, a `{ty}`{written}",
                template.text
            ),
            None => format!("`{name}` holds no `{part_name}`, a `{ty}`"),
        }
    }
}

fn number(text: &str) -> Option<PartOf<'_>> {
    Number::parse(text).ok().map(|number| PartOf::Value(ValueRef::N(number)))
}

/// What stands for a field in a key.
pub(super) enum PartOf<'i> {
    Value(ValueRef<'i>),
    Text(String),
}

impl PartOf<'_> {
    pub(super) fn value(&self) -> ValueRef<'_> {
        match self {
            Self::Value(value) => *value,
            Self::Text(text) => ValueRef::S(text),
        }
    }
}
