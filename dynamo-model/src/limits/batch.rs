//! Batches: they are of as many requests as it takes.

use std::io;

use super::item::check_put;
use super::key::check_primary;
use crate::error::Result;
use crate::request::Write;
use crate::request::check::{MOST_WRITES, check_put_size};
use crate::schema::TableSchema;
use crate::value::{DynamoJson, Item, ItemRef};

/// The most bytes of one request as it is sent, less what there is besides writes.
const MOST_BYTES: usize = (16 << 20) - (64 << 10);
/// What a write has besides its item, in bytes as they are sent.
const AROUND: usize = 32;
/// No item has more bytes as it is sent than so many for each that it is packed into.
const MOST_PER_BYTE: usize = 16;

/// Checks one write of a batch.
pub(crate) fn check_batched_write(write: &Write, table: &TableSchema) -> Result<()> {
    match write {
        Write::Put(item) => {
            item.check()?;
            check_put_size(item.view())?;
            check_put(item.view(), table)
        }
        Write::Delete(key) => check_batched_key(key, table),
    }
}

/// Checks one key of a batch.
pub(crate) fn check_batched_key(key: &Item, table: &TableSchema) -> Result<()> {
    key.check()?;
    check_primary(key.view(), table)
}

/// Splits writes into what single requests can take: so many, and so many bytes.
pub(crate) fn split(writes: &[Write]) -> Vec<&[Write]> {
    let (mut requests, mut rest) = (Vec::new(), writes);
    while !rest.is_empty() {
        let (request, left) = rest.split_at(first_request(rest));
        requests.push(request);
        rest = left;
    }
    requests
}

/// Returns how many of the writes one request can take.
fn first_request(writes: &[Write]) -> usize {
    let most = writes.len().min(MOST_WRITES);
    let writes = || writes.iter().take(most);
    // Few batches need to be measured.
    if writes().map(longest).sum::<usize>() <= MOST_BYTES {
        return most;
    }
    let mut bytes = 0;
    let fits = |write: &&Write| {
        bytes += length(write);
        bytes <= MOST_BYTES
    };
    writes().take_while(fits).count().max(1)
}

fn longest(write: &Write) -> usize {
    AROUND + item(write).as_bytes().len() * MOST_PER_BYTE
}

/// Measures a write as it is sent.
fn length(write: &Write) -> usize {
    let mut written = Written::default();
    // A writer that only counts never fails.
    let _ = serde_json::to_writer(&mut written, &DynamoJson(item(write)));
    AROUND + written.bytes
}

fn item(write: &Write) -> ItemRef<'_> {
    let (Write::Put(item) | Write::Delete(item)) = write;
    item.view()
}

/// Counts what is written.
#[derive(Default)]
struct Written {
    bytes: usize,
}

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Number, Value};

    fn counts(writes: &[Write]) -> Vec<usize> {
        split(writes).into_iter().map(<[Write]>::len).collect()
    }

    fn put(value: impl Into<Value>) -> Write {
        Write::Put(Item::from_iter([("k", value.into())]))
    }

    #[test]
    fn a_request_takes_25_writes() {
        assert!(split(&[]).is_empty());
        assert_eq!(counts(&vec![put(1); 25]), [25]);
        assert_eq!(counts(&vec![put(1); 51]), [25, 25, 1]);
    }

    #[test]
    fn a_request_takes_25_of_the_largest_texts_and_fewer_of_what_grows_when_it_is_sent() {
        assert_eq!(counts(&vec![put("x".repeat(409_599)); 25]), [25]);
        // A control character is six bytes in JSON.
        let grown = vec![put("\u{1}".repeat(409_599)); 25];
        assert_eq!(counts(&grown), [6, 6, 6, 6, 1]);
        for request in split(&grown) {
            assert!(request.iter().map(length).sum::<usize>() <= 16 << 20);
        }
    }

    #[test]
    fn no_value_is_sent_in_more_than_16_bytes_for_each_that_it_is_packed_into() {
        let number = Value::from(Number::parse("-1E-130").unwrap());
        for value in [Value::Null, false.into(), 0.into(), number, "".into(), "\u{1}".into()] {
            let write = put(Value::L(vec![Value::L(vec![value]); 1000]));
            assert!(length(&write) <= longest(&write), "{write:?}");
        }
    }
}
