use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use dynamo_lmdb::Lmdb;
use dynamo_model::Backend as _;
use dynamo_model::request::Scan;
use serde_json::Value;
use tempfile::TempDir;

use crate::arguments::Existing;
use crate::description::{self, Description};
use crate::failure::{Failure, Outcome};
use crate::items::Items;
use crate::{database, progress, say, stats};

pub(crate) const EXAMPLES: &str = "\
Examples:
  dynamo-local export --data ./shop ./exported
  dynamo-local export --data ./shop --table orders --gzip ./exported

Each table becomes a directory of its name:
  table.json           what creates it: aws dynamodb create-table --cli-input-json file://table.json
  time-to-live.json    if its items expire: aws dynamodb update-time-to-live --cli-input-json …
  items.jsonl[.gz]     its items, one a line, as exports of DynamoDB have them: {\"Item\":{\"id\":{\"S\":\"o-1\"}}}

A directory has its name once all of it is written; one that is there is not overwritten. A server may run on the data: all
tables are written as they were at one moment.";

/// What creates the table.
pub(crate) const TABLE: &str = "table.json";
/// What makes its items expire.
pub(crate) const TIME_TO_LIVE: &str = "time-to-live.json";
/// Its items.
pub(crate) const ITEMS: &str = "items.jsonl";
/// Its items, compressed.
pub(crate) const COMPRESSED: &str = "items.jsonl.gz";
/// Begins the names of directories that are being written; those of tables cannot begin so.
pub(crate) const PARTIAL: &str = "~";

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    existing: Existing,
    /// Only this table; can be repeated
    #[arg(long = "table", value_name = "NAME")]
    tables: Vec<String>,
    /// Compress the items
    #[arg(long)]
    gzip: bool,
    /// The directory that the tables' directories are made in
    #[arg(value_name = "OUT")]
    directory: PathBuf,
}

pub(crate) async fn run(arguments: &Arguments) -> Outcome {
    let database = database::open(&arguments.existing.data)?;
    let tables = match arguments.tables.is_empty() {
        true => stats::tables(&database).await?.iter().map(ToString::to_string).collect(),
        false => arguments.tables.clone(),
    };
    let mut exports = Vec::new();
    for table in &tables {
        let target = arguments.directory.join(table);
        if target.exists() {
            return Err(failed(&target, "it is there already; name another directory"));
        }
        exports.push((table, target, description::read(&database, table).await?));
    }
    fs::create_dir_all(&arguments.directory).map_err(|error| failed(&arguments.directory, error))?;
    for (table, target, description) in exports {
        let written = export(&database, table, &description, &target, arguments.gzip).await?;
        say(format_args!("exported {written} items of {table} to {}", target.display()))?;
    }
    Ok(())
}

/// Writes a table under another name, and gives it its own once it is whole.
async fn export(
    database: &Lmdb,
    table: &str,
    description: &Description,
    target: &Path,
    gzip: bool,
) -> Outcome<u64> {
    let failed = |error: io::Error| failed(target, error);
    let parent = target.parent().unwrap_or(Path::new("."));
    // What is not kept is removed.
    let partial = TempDir::with_prefix_in(PARTIAL, parent).map_err(failed)?;
    write_json(&partial.path().join(TABLE), &description.creation).map_err(failed)?;
    if let Some(request) = &description.time_to_live {
        write_json(&partial.path().join(TIME_TO_LIVE), request).map_err(failed)?;
    }
    let file = partial.path().join(if gzip { COMPRESSED } else { ITEMS });
    let mut items = Items::create(&file).map_err(failed)?;
    let bar = progress::bar(description.items, format!("exporting {table}"));
    let mut request = Scan::new(table);
    loop {
        let page = database.scan(request.clone()).await?;
        for item in &page.items {
            items.write(item).map_err(failed)?;
            bar.inc(1);
        }
        request.exclusive_start_key = page.last_evaluated_key;
        if request.exclusive_start_key.is_none() {
            break;
        }
    }
    items.finish().map_err(failed)?;
    fs::rename(partial.path(), target).map_err(failed)?;
    // It has another name now.
    let _ = partial.keep();
    bar.finish_and_clear();
    Ok(bar.position())
}

fn write_json(path: &Path, json: &Value) -> io::Result<()> {
    fs::write(path, format!("{json:#}\n"))
}

fn failed(target: &Path, what: impl std::fmt::Display) -> Failure {
    Failure::new(format_args!("cannot export to `{}`: {what}", target.display()))
}
