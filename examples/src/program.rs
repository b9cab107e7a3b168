//! How an example runs from the command line.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use dynamo_model::request::Scan;
use dynamo_model::{Db, Error, ErrorKind, Result, Table};

use crate::cli::{self, Arguments};
use crate::log::Log;
use crate::report;

/// Makes the table where the command line says, runs the program on it, and prints what each access pattern did.
///
/// The program may meet its own items of an earlier time.
pub async fn main<T: Table>(program: impl AsyncFnOnce(&Db<T>, &mut Log) -> Result<()>) -> ExitCode {
    match run(&Arguments::parse(), program).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::fail(&error),
    }
}

/// As [`main`], for a program that creates items: it begins with an empty table, or not at all.
pub async fn main_on_empty_table<T: Table>(
    program: impl AsyncFnOnce(&Db<T>, &mut Log) -> Result<()>,
) -> ExitCode {
    let guarded = async |db: &Db<T>, log: &mut Log| {
        must_be_empty(db).await?;
        program(db, log).await
    };
    main(guarded).await
}

async fn run<T: Table>(
    arguments: &Arguments,
    program: impl AsyncFnOnce(&Db<T>, &mut Log) -> Result<()>,
) -> Result<()> {
    let (backend, place) = arguments.backend().await?;
    let (db, mut log) = Log::of::<T>(backend);
    db.ensure_table().await?;
    program(&db, &mut log).await?;
    match print(&db, &log, &place) {
        // Whoever reads the output may stop reading.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.map_err(|error| Error::new(ErrorKind::Internal, format!("cannot print: {error}"))),
    }
}

async fn must_be_empty<T: Table>(db: &Db<T>) -> Result<()> {
    let table = db.table_name();
    let one = Scan::new(table.clone()).with_limit(1).consistent();
    if db.backend().scan(one).await?.items.is_empty() {
        return Ok(());
    }
    Err(Error::validation(format!(
        "table `{table}` holds items already, and this example creates its own; use another place, or delete the table"
    )))
}

fn print<T: Table>(db: &Db<T>, log: &Log, place: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let table = db.table_name();
    match log.published() {
        0 => writeln!(out, "table `{table}` on {place}\n")?,
        items => writeln!(out, "{items} published items in table `{table}` on {place}, each as published\n")?,
    }
    report::write(&mut out, log.rows())
}

#[cfg(test)]
mod tests {
    use dynamo_lmdb::Lmdb;
    use dynamo_model::{Entity, Table};
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Table)]
    #[table(name = "notes")]
    enum Notes {
        Note(Note),
    }

    #[derive(Serialize, Deserialize, Entity)]
    #[entity(table = Notes, pk = "NOTE#{id}", sk = "NOTE")]
    struct Note {
        id: u8,
    }

    #[tokio::test]
    async fn a_table_that_holds_items_is_no_beginning() {
        let db = Notes::on(Lmdb::temporary().unwrap());
        db.ensure_table().await.unwrap();
        must_be_empty(&db).await.unwrap();
        db.put(&Note { id: 1 }).await.unwrap();
        let error = must_be_empty(&db).await.unwrap_err().to_string();
        assert!(error.contains("table `notes` holds items already"), "{error}");
    }
}
