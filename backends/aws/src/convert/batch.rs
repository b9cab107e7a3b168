//! Parts of batches.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest};
use dynamo_model::Result;
use dynamo_model::expr::Renderer;
use dynamo_model::request::{KeysToGet, Write};

use super::{Placeholders, attributes, item, items};
use crate::error::unreadable;

/// Converts what to read of one table.
pub(crate) fn keys_and_attributes(asked: &KeysToGet) -> Result<KeysAndAttributes, BuildError> {
    let mut renderer = Renderer::new();
    let projection = asked.projection.as_ref().map(|projection| renderer.projection(projection));
    KeysAndAttributes::builder()
        .set_keys(Some(asked.keys.iter().map(attributes).collect()))
        .set_consistent_read(asked.consistent_read.then_some(true))
        .set_projection_expression(projection)
        .set_expression_attribute_names(Placeholders::from(renderer).names)
        .build()
}

/// Converts what was not read of one table. All but the keys is as it was asked for.
///
/// # Errors
///
/// `Internal` if a key cannot be read.
pub(crate) fn read_unread(reported: &KeysAndAttributes, asked: &KeysToGet) -> Result<KeysToGet> {
    let mut unread = KeysToGet::new(items(reported.keys())?);
    unread.consistent_read = asked.consistent_read;
    unread.projection.clone_from(&asked.projection);
    Ok(unread)
}

/// Converts what to write to one table.
pub(crate) fn write_requests(writes: &[Write]) -> Result<Vec<WriteRequest>, BuildError> {
    writes.iter().map(write_request).collect()
}

fn write_request(write: &Write) -> Result<WriteRequest, BuildError> {
    let request = WriteRequest::builder();
    Ok(match write {
        Write::Put(item) => {
            request.put_request(PutRequest::builder().set_item(Some(attributes(item))).build()?)
        }
        Write::Delete(key) => {
            request.delete_request(DeleteRequest::builder().set_key(Some(attributes(key))).build()?)
        }
    }
    .build())
}

/// Converts what was not written to one table.
///
/// # Errors
///
/// `Internal` if an item cannot be read, or is neither put nor deleted.
pub(crate) fn read_unwritten(reported: &[WriteRequest]) -> Result<Vec<Write>> {
    reported.iter().map(read_write).collect()
}

fn read_write(reported: &WriteRequest) -> Result<Write> {
    match (reported.put_request(), reported.delete_request()) {
        (Some(put), None) => Ok(Write::Put(item(put.item())?)),
        (None, Some(delete)) => Ok(Write::Delete(item(delete.key())?)),
        _ => Err(unreadable("an unprocessed write that is not one put or one delete")),
    }
}
