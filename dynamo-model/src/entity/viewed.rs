//! How views are read.

use serde::de::DeserializeOwned;

use super::decode::{restore_field, restore_time};
use super::identify::{check_is, check_key};
use super::revision::upgraded;
use super::wanted::rank;
use super::{Answered, Entity, Projection, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{self, Path};
use crate::schema::{
    EntitySchema, FieldDefault, FieldPlace, FieldSchema, IndexSchema, ProjectionSchema, Stored, ViewField,
    ViewSchema, ViewStep,
};
use crate::value::{CodecError, Item, ItemBuilder, ItemRef, PackedValue, ValueRef};

/// An item, as a view reads its fields out of it. Generated code makes it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Viewed<'i> {
    item: ItemRef<'i>,
    asked: Option<&'i expr::Projection>,
    /// The item in the current revision, if it is of an older one.
    upgraded: Option<Item>,
    /// What is read out of keys.
    restored: Item,
    view: &'static ViewSchema,
    entity: &'static EntitySchema,
}

impl<'i> Viewed<'i> {
    /// Checks that the item is the view's entity, and reads out of its keys what lives there only, or what a partial
    /// index lacks.
    pub fn of<V: Projection>(answer: Answered<'i>) -> Result<Self> {
        let Answered { item, index, asked } = answer;
        let (entity, table) = (V::Entity::SCHEMA, <V::Table as Table>::SCHEMA);
        let upgraded = if index.is_some_and(holds_keys_only) {
            check_key(entity, table, item)?;
            None
        } else {
            check_is(entity, table, item)?;
            upgraded::<V::Entity>(item)?
        };
        let current = upgraded.as_ref().map_or(item, Item::view);
        let is_partial = index.is_some_and(|index| index.projection != ProjectionSchema::All);
        let (mut restored, mut scratch) = (ItemBuilder::new(), String::new());
        for (viewed, field) in viewed(V::SCHEMA, entity).filter(|(viewed, _)| viewed.below.is_empty()) {
            let lacking = is_partial && !current.contains(field.attribute);
            let elsewhere = matches!(field.place, FieldPlace::Key | FieldPlace::Ttl);
            if (elsewhere || lacking) && !restored.contains(field.attribute) {
                restore_field::<V::Entity>(viewed.place, field, current, table, &mut restored, &mut scratch)?;
            } else {
                restore_time(entity, field, current, &mut restored)?;
            }
        }
        // A step may have looked at anything, so that all of the item is there.
        let asked = asked.filter(|_| upgraded.is_none());
        Ok(Self { item, asked, upgraded, restored: restored.finish(), view: V::SCHEMA, entity })
    }

    /// Reads the view's `nth` field, which has to be there.
    pub fn required<T: DeserializeOwned>(&self, nth: usize) -> Result<T> {
        match self.find(nth)? {
            Some(found) => self.read(nth, &found),
            None => {
                let (view, path) = (self.view.rust_name, self.path(nth));
                Err(Error::new(ErrorKind::Codec, format!("read `{view}`: missing field `{path}`")))
            }
        }
    }

    /// Reads the view's `nth` field, which may be missing.
    pub fn optional<T: DeserializeOwned>(&self, nth: usize) -> Result<Option<T>> {
        match self.find(nth)? {
            Some(found) => self.read(nth, &found),
            None => Ok(None),
        }
    }

    fn read<T: DeserializeOwned>(&self, nth: usize, found: &Found<'_>) -> Result<T> {
        let told = self.told(nth, found);
        told.as_deref()
            .map_or_else(|| found.view(), ValueRef::S)
            .deserialize()
            .map_err(|error| self.unfit(nth, error))
    }

    /// A time inside a document that is stored as a number, as its type reads it.
    fn told(&self, nth: usize, found: &Found<'_>) -> Option<String> {
        let (viewed, _) = viewed(self.view, self.entity).nth(nth)?;
        let ValueRef::N(number) = found.view() else { return None };
        let field = match viewed.below {
            [.., ViewStep::Field(field)] => field,
            [.., ViewStep::Variant { variant, .. }, ViewStep::Index(place)] => {
                variant.fields.get(usize::try_from(*place).ok()?)?
            }
            [.., ViewStep::Variant { variant, .. }] => variant.fields.first()?,
            _ => return None,
        };
        field.time?.text_of(number)
    }

    fn find(&self, nth: usize) -> Result<Option<Found<'_>>> {
        let Some((viewed, field)) = viewed(self.view, self.entity).nth(nth) else { return Ok(None) };
        self.find_in(viewed, field).map_err(|error| self.unfit(nth, error))
    }

    fn find_in(&self, viewed: &ViewField, field: &FieldSchema) -> Result<Option<Found<'_>>, CodecError> {
        let current = self.upgraded.as_ref().map_or(self.item, Item::view);
        let mut found = match field.place {
            FieldPlace::Flattened => Some(Found::Stored(ValueRef::M(current))),
            _ => {
                let stored = self.restored.get(field.attribute).or_else(|| current.get(field.attribute));
                Found::or(stored.map(Found::Stored), field.default)?
            }
        };
        for (nth, step) in viewed.below.iter().enumerate() {
            let Some(holder) = found else { return Ok(None) };
            found = holder.step(*step, || self.list(viewed, nth))?;
        }
        Ok(found)
    }

    /// A list that a view goes into by a step, and what was asked for, if that was not everything.
    fn list(&self, viewed: &ViewField, nth: usize) -> Option<(Path, &'i expr::Projection)> {
        let asked = self.asked?;
        let (above, _) = viewed.below.split_at_checked(nth)?;
        Some((viewed.path_of(self.entity, above), asked))
    }

    fn path(&self, nth: usize) -> String {
        let found = viewed(self.view, self.entity).nth(nth);
        found.map(|(viewed, _)| viewed.path(self.entity).to_string()).unwrap_or_default()
    }

    fn unfit(&self, nth: usize, error: CodecError) -> Error {
        Error::from(error.in_attribute(&self.path(nth)))
            .context(format_args!("read `{}`", self.view.rust_name))
    }
}

/// What a view has found on its way.
enum Found<'v> {
    Stored(ValueRef<'v>),
    /// What stands for what is missing.
    Default(PackedValue),
}

impl<'v> Found<'v> {
    fn view(&self) -> ValueRef<'_> {
        match self {
            Self::Stored(value) => *value,
            Self::Default(value) => value.view(),
        }
    }

    /// What is there, else the default.
    fn or(found: Option<Self>, default: Option<FieldDefault>) -> Result<Option<Self>, CodecError> {
        match (found, default) {
            (None, Some(default)) => default.packed().map(Self::Default).map(Some),
            (found, _) => Ok(found),
        }
    }

    /// Goes on to what is inside. `list` says of which list, and what of it is there.
    fn step(
        self,
        step: ViewStep,
        list: impl FnOnce() -> Option<(Path, &'v expr::Projection)>,
    ) -> Result<Option<Self>, CodecError> {
        match self {
            Self::Stored(value) => {
                let place = |index| list().map_or(index, |(list, asked)| rank(&list, index, asked));
                let found = below(value, step, place).map(Self::Stored);
                // A document that is not there has no defaults either.
                Self::or(found, step.default().filter(|_| value.as_m().is_some()))
            }
            Self::Default(value) => {
                let found = below(value.view(), step, |index| index);
                let found = found.map(PackedValue::from).map(Self::Default);
                Self::or(found, step.default().filter(|_| value.view().as_m().is_some()))
            }
        }
    }
}

/// Finds what a step leads to; `place` says where in the list an element is.
fn below<'v>(value: ValueRef<'v>, step: ViewStep, place: impl FnOnce(u32) -> u32) -> Option<ValueRef<'v>> {
    if let ViewStep::Variant { variant, .. } = step
        && let Some(tag) = step.tag()
        && value.as_m()?.get(tag)?.as_s() != Some(variant.stored)
    {
        return None;
    }
    match step.stored() {
        Some(Stored::Entry(name)) => value.as_m()?.get(name),
        Some(Stored::Element(index)) => value.as_l()?.get(usize::try_from(place(index)).ok()?),
        None => Some(value),
    }
}

/// Iterates over where the fields of a view are in its entity.
pub(super) fn viewed(
    view: &'static ViewSchema,
    entity: &'static EntitySchema,
) -> impl Iterator<Item = (&'static ViewField, &'static FieldSchema)> {
    view.fields.iter().filter_map(|viewed| Some((viewed, viewed.field(entity)?)))
}

/// Whether an index lacks the tag, too, and its items are known by their primary keys.
pub(super) fn holds_keys_only(index: &IndexSchema) -> bool {
    index.projection == ProjectionSchema::KeysOnly
}
