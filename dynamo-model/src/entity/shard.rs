//! In which shard the keys of an item are. Its primary key decides, so that no update changes it.

use super::{KeyBuffer, key_value};
use crate::error::Result;
use crate::key::{ErasedPart, shard_hash};
use crate::schema::{EntitySchema, KeyAttributes, Template};
use crate::value::{ItemRef, ValueRef};

/// Finds the shard of a template from the parts of the primary key; `None` if the template has no shards.
pub(super) fn shard_of_parts<'p>(
    template: &Template,
    schema: &EntitySchema,
    key: &KeyAttributes,
    part: impl Fn(usize) -> Option<&'p dyn ErasedPart>,
) -> Result<Option<u32>> {
    if template.shards().is_none() {
        return Ok(None);
    }
    let value = |attribute, template, buffer| key_value(buffer, attribute, template, None, &part);
    let mut made = schema.key().of(key);
    let (mut pk, mut sk) = (KeyBuffer::default(), KeyBuffer::default());
    let pk = match made.next() {
        Some((attribute, template)) => value(attribute, template, &mut pk)?,
        None => None,
    };
    let sk = match made.next() {
        Some((attribute, template)) => value(attribute, template, &mut sk)?,
        None => None,
    };
    Ok(pk.map(|pk| shard_hash(pk, sk)))
}

/// Finds the shard of a template from a primary key as it is stored; `None` if the template has no shards.
pub(super) fn shard_of_key(
    template: &Template,
    schema: &EntitySchema,
    key: &KeyAttributes,
    item: ItemRef<'_>,
) -> Option<u32> {
    template.shards()?;
    let mut attributes = key.all();
    let stored = item.get(attributes.next()?.name)?;
    let unsharded = stored.as_s().and_then(|text| schema.pk.without_shard(text));
    let sk = attributes.next().and_then(|sk| item.get(sk.name));
    Some(shard_hash(unsharded.as_deref().map_or(stored, ValueRef::S), sk))
}
