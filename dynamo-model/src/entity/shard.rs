//! In which shard the keys of an item are. Its primary key decides, so that no update changes it.

use super::key_value;
use crate::error::Result;
use crate::key::{ErasedPart, shard_hash};
use crate::schema::{EntitySchema, KeyPair, Template};
use crate::value::{ItemRef, ValueRef};

/// Finds the shard of a template from the parts of the primary key; `None` if the template has no shards.
pub(super) fn shard_of_parts<'p>(
    template: &Template,
    schema: &EntitySchema,
    key: &KeyPair,
    part: impl Fn(usize) -> Option<&'p dyn ErasedPart>,
) -> Result<Option<u32>> {
    if template.shards().is_none() {
        return Ok(None);
    }
    let (mut pk, mut sk) = (String::new(), String::new());
    let pk = key_value(&mut pk, &key.pk, &schema.pk, None, &part)?;
    let sk = match (&key.sk, &schema.sk) {
        (Some(attribute), Some(template)) => key_value(&mut sk, attribute, template, None, &part)?,
        _ => None,
    };
    Ok(pk.map(|pk| shard_hash(pk, sk)))
}

/// Finds the shard of a template from a primary key as it is stored; `None` if the template has no shards.
pub(super) fn shard_of_key(
    template: &Template,
    schema: &EntitySchema,
    key: &KeyPair,
    item: ItemRef<'_>,
) -> Option<u32> {
    template.shards()?;
    let stored = item.get(key.pk.name)?;
    let unsharded = stored.as_s().and_then(|text| schema.pk.without_shard(text));
    let sk = key.sk.and_then(|sk| item.get(sk.name));
    Some(shard_hash(unsharded.as_deref().map_or(stored, ValueRef::S), sk))
}
