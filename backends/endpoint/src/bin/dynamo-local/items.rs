//! Files of items: DynamoDB's JSON, one item a line, plain or compressed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use dynamo_model::value::{DynamoJson, Item};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde::Deserialize;
use serde_json::value::RawValue;

/// How the names of compressed files end.
const GZIP: &str = "gz";

/// An item with its number in where it is from, or what is wrong with what has this number.
pub(crate) type Numbered = Result<(u64, Item), (u64, String)>;

/// A file that items are written to.
pub(crate) enum Items {
    Plain(BufWriter<File>),
    Gzip(GzEncoder<BufWriter<File>>),
}

impl Items {
    /// Makes the file.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let file = BufWriter::new(File::create_new(path)?);
        Ok(match is_compressed(path) {
            true => Self::Gzip(GzEncoder::new(file, Compression::default())),
            false => Self::Plain(file),
        })
    }

    /// Writes a line, as the service's exports have it.
    pub(crate) fn write(&mut self, item: &Item) -> io::Result<()> {
        let out: &mut dyn Write = match self {
            Self::Plain(out) => out,
            Self::Gzip(out) => out,
        };
        writeln!(out, r#"{{"Item":{}}}"#, item.to_dynamodb_json())
    }

    /// Brings all of it to the disk.
    pub(crate) fn finish(self) -> io::Result<()> {
        let buffered = match self {
            Self::Plain(out) => out,
            Self::Gzip(out) => out.finish()?,
        };
        buffered.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    }
}

/// Reads a file of items line by line. Empty lines are passed over.
pub(crate) fn read(path: &Path) -> io::Result<impl Iterator<Item = Numbered>> {
    let file = File::open(path)?;
    let input: Box<dyn BufRead> = match is_compressed(path) {
        true => Box::new(BufReader::new(MultiGzDecoder::new(file))),
        false => Box::new(BufReader::new(file)),
    };
    let lines = (1..).zip(input.split(b'\n'));
    let filled = lines.filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty()));
    Ok(filled.map(|(number, line)| {
        let line = line.map_err(|error| (number, error.to_string()))?;
        let item = parse(&line).map_err(|error| (number, error.to_string()))?;
        Ok((number, item))
    }))
}

fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == GZIP)
}

/// A line of an export.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exported<'l> {
    #[serde(borrow, rename = "Item")]
    item: &'l RawValue,
}

/// Reads an item, bare or as exports have it.
fn parse(line: &[u8]) -> serde_json::Result<Item> {
    let bare = || serde_json::from_slice::<DynamoJson<Item>>(line).map(|DynamoJson(item)| item);
    let Ok(exported) = serde_json::from_slice::<Exported<'_>>(line) else { return bare() };
    match serde_json::from_str(exported.item.get()) {
        Ok(DynamoJson(item)) => Ok(item),
        // Its only attribute may be called so.
        Err(error) => bare().map_err(|_| error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_bare_or_exported() {
        let item = Item::from_iter([("id", 1)]);
        assert_eq!(parse(br#"{"id":{"N":"1"}}"#).unwrap(), item);
        assert_eq!(parse(br#"{"Item":{"id":{"N":"1"}}}"#).unwrap(), item);
        assert_eq!(parse(br#"{"Item":{"N":"1"}}"#).unwrap(), Item::from_iter([("Item", 1)]));
        assert!(parse(br#"{"Item":{"id":{"N":"one"}}}"#).unwrap_err().to_string().contains("numeric"));
        assert!(parse(br#"{"id":{"N":"1"}} {}"#).is_err());
    }
}
