use std::path::PathBuf;

use clap::Args;
use dynamo_endpoint::call;
use dynamo_lmdb::Lmdb;
use dynamo_model::Backend as _;
use serde_json::Value;

use crate::arguments::Durability;
use crate::failure::{Failure, Outcome};
use crate::load::Load;
use crate::source::{self, Items, Table, unreadable};
use crate::{database, items, say};

pub(crate) const EXAMPLES: &str = "\
Examples:
  dynamo-local import --data ./shop ./exported                      what `export` wrote: all tables, or one
  dynamo-local import --data ./shop model.json                      the tables and data of NoSQL Workbench
  dynamo-local import --data ./shop --table orders --create table.json items.jsonl
  dynamo-local import --data ./shop --table orders AWSDynamoDB/*/data/*.json.gz

Lines are DynamoDB JSON, as exports of DynamoDB have them or bare:
  {\"Item\":{\"id\":{\"S\":\"o-1\"},\"total\":{\"N\":\"7\"}}}
  {\"id\":{\"S\":\"o-1\"},\"total\":{\"N\":\"7\"}}

A table that is not there is created; items go into one that is, and replace those with their keys.
It ends at a line that is wrong, and says which, and how many items are written: all before it, and maybe some behind.
Once the line is right, the same import can be run again.";

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The directory of the database, made if there is none
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The table that the files are lines of items for
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// What creates that table if it is not there: a CreateTable request, whatever name it has
    #[arg(long, value_name = "FILE", requires = "table")]
    create: Option<PathBuf>,
    /// When a write counts as done
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    durability: Durability,
    /// Directories that `export` wrote, or models; with --table, files of items (`.gz` if compressed)
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

pub(crate) async fn run(arguments: &Arguments) -> Outcome {
    let mut tables = Vec::new();
    match &arguments.table {
        Some(name) => tables.push(source::items(name, arguments.create.as_deref(), &arguments.paths)?),
        None => {
            for path in &arguments.paths {
                tables.extend(source::tables(path)?);
            }
        }
    }
    let options = database::unswept(&arguments.data).durability(arguments.durability.into());
    let database = options.open()?;
    for table in tables {
        import(&database, table).await?;
    }
    Ok(())
}

async fn import(database: &Lmdb, table: Table) -> Outcome {
    if database.describe_table(table.name.as_str().into()).await.is_err() {
        create(database, &table).await?;
    }
    let mut load = Load::new(database, &table.name);
    match table.items {
        Items::Files(files) => {
            for file in files {
                let items = items::read(&file).map_err(|error| unreadable(&file, error))?;
                load.write(format_args!("{}, line", file.display()), items).await?;
            }
        }
        Items::Model(path, items) => {
            let items = (1..).zip(items).map(Ok);
            load.write(format_args!("{}, table {}, item", path.display(), table.name), items).await?;
        }
    }
    say(format_args!("imported {} items into {}", load.finish(), table.name))
}

async fn create(database: &Lmdb, table: &Table) -> Outcome {
    let name = &table.name;
    let Some(creation) = &table.creation else {
        return Err(Failure::new(format_args!(
            "there is no table `{name}`; say how to create it with `--create FILE`"
        )));
    };
    ask(database, "CreateTable", name, creation).await?;
    match &table.time_to_live {
        Some(request) => ask(database, "UpdateTimeToLive", name, request).await,
        None => Ok(()),
    }
}

async fn ask(database: &Lmdb, operation: &str, table: &str, request: &Value) -> Outcome {
    match call(database, operation, request.to_string().as_bytes()).await {
        Ok(_) => Ok(()),
        Err(exception) => Err(Failure::new(format_args!("cannot create table `{table}`: {exception}"))),
    }
}
