use crate::schema::{EntitySchema, FieldPart, KeyAttribute, KeyPair, PartFormat, TableSchema, Template};
use crate::value::{ItemRef, Number, ValueRef};

/// The key of a table or an index, as an entity makes it.
#[derive(Clone, Copy)]
pub(super) struct MadeKey<'s> {
    pk: MadeAttribute<'s>,
    sk: Option<MadeAttribute<'s>>,
}

/// A key attribute, and the template that makes it.
#[derive(Clone, Copy)]
pub(super) struct MadeAttribute<'s> {
    pub(super) attribute: &'s KeyAttribute,
    pub(super) template: &'s Template,
}

/// The primary key of an entity.
pub(super) fn primary_key<'s>(schema: &'s EntitySchema, table: &'s TableSchema) -> MadeKey<'s> {
    MadeKey::new(&table.key, &schema.pk, schema.sk.as_ref())
}

/// The keys of an entity in the indexes of its table.
pub(super) fn index_keys<'s>(
    schema: &'s EntitySchema,
    table: &'s TableSchema,
) -> impl Iterator<Item = MadeKey<'s>> {
    schema.accesses.iter().filter_map(|access| {
        let index = table.index(access.index?)?;
        Some(MadeKey::new(&index.key, &access.pk, access.sk.as_ref()))
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
    fn new(key: &'s KeyPair, pk: &'s Template, sk: Option<&'s Template>) -> Self {
        let sk = key.sk.as_ref().zip(sk).map(|(attribute, template)| MadeAttribute { attribute, template });
        Self { pk: MadeAttribute { attribute: &key.pk, template: pk }, sk }
    }

    pub(super) fn attributes(self) -> impl Iterator<Item = MadeAttribute<'s>> {
        std::iter::once(self.pk).chain(self.sk)
    }

    pub(super) fn fields(self) -> impl Iterator<Item = &'static FieldPart> {
        self.attributes().flat_map(|made| made.template.fields())
    }
}

impl MadeAttribute<'_> {
    /// Takes what stands for a field out of an item that has the attribute.
    pub(super) fn part_of<'i>(&self, field: usize, item: ItemRef<'i>) -> Option<ValueRef<'i>> {
        match item.get(self.attribute.name)? {
            ValueRef::S(text) => self.text_part_of(field, text),
            other => self.template.only_field().filter(|part| part.field == field).map(|_| other),
        }
    }

    /// Reads a part as the template writes it: digits in a format of their own are a number.
    fn text_part_of<'i>(&self, field: usize, key: &'i str) -> Option<ValueRef<'i>> {
        let text = self.template.text_of(field, key)?;
        match self.template.field(field)?.format {
            PartFormat::Own => Some(ValueRef::S(text)),
            PartFormat::Digits(_) | PartFormat::Unpadded => Number::parse(text).ok().map(ValueRef::N),
        }
    }
}
