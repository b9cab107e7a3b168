//! What there is to import: found, and read as far as it is not items, before anything is written.

use std::fs;
use std::path::{Path, PathBuf};

use dynamo_model::value::{DynamoJson, Item};
use serde_json::Value;

use crate::export::{COMPRESSED, ITEMS, PARTIAL, TABLE, TIME_TO_LIVE};
use crate::failure::{Failure, Outcome};
use crate::workbench::Model;

/// A table to import.
pub(crate) struct Table {
    pub(crate) name: String,
    /// A `CreateTable` request, for where it is not there.
    pub(crate) creation: Option<Value>,
    /// An `UpdateTimeToLive` request, for where it is created.
    pub(crate) time_to_live: Option<Value>,
    pub(crate) items: Items,
}

/// Where the items of a table are.
pub(crate) enum Items {
    Files(Vec<PathBuf>),
    Model(PathBuf, Vec<Item>),
}

/// Takes files of items for a table, which a description may create.
pub(crate) fn items(name: &str, description: Option<&Path>, files: &[PathBuf]) -> Outcome<Table> {
    let mut creation = description.map(json).transpose()?;
    if let Some(members) = creation.as_mut().and_then(Value::as_object_mut) {
        members.insert("TableName".to_owned(), name.into());
    }
    let items = Items::Files(files.to_vec());
    Ok(Table { name: name.to_owned(), creation, time_to_live: None, items })
}

/// Takes what a path leads to: the directory of an exported table, one with such directories, or a model.
pub(crate) fn tables(path: &Path) -> Outcome<Vec<Table>> {
    if !path.is_dir() {
        return model(path);
    }
    if path.join(TABLE).is_file() {
        return Ok(vec![exported(path)?]);
    }
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| unreadable(path, error))?;
    let whole = entries.iter().filter(|entry| !entry.file_name().to_string_lossy().starts_with(PARTIAL));
    let mut directories: Vec<PathBuf> =
        whole.map(fs::DirEntry::path).filter(|directory| directory.join(TABLE).is_file()).collect();
    directories.sort();
    if directories.is_empty() {
        return Err(unreadable(path, format_args!("there is no `{TABLE}` in it, nor a directory with one")));
    }
    directories.iter().map(|directory| exported(directory)).collect()
}

fn exported(directory: &Path) -> Outcome<Table> {
    let path = directory.join(TABLE);
    let creation = json(&path)?;
    let Some(name) = creation.get("TableName").and_then(Value::as_str).map(str::to_owned) else {
        return Err(unreadable(&path, "it has no `TableName`"));
    };
    let expiry = Some(directory.join(TIME_TO_LIVE)).filter(|path| path.is_file());
    let time_to_live = expiry.as_deref().map(json).transpose()?;
    let files = [ITEMS, COMPRESSED].map(|file| directory.join(file));
    let items = Items::Files(files.into_iter().filter(|file| file.is_file()).collect());
    Ok(Table { name, creation: Some(creation), time_to_live, items })
}

fn model(path: &Path) -> Outcome<Vec<Table>> {
    let text = fs::read(path).map_err(|error| unreadable(path, error))?;
    let model: Model = serde_json::from_slice(&text).map_err(|error| {
        unreadable(
            path,
            format_args!("no model of NoSQL Workbench ({error}); name a `--table` for lines of items"),
        )
    })?;
    let tables = model.data_model.into_iter().map(|table| {
        let creation = Some(table.creation());
        let items = table.table_data.into_iter().map(|DynamoJson(item)| item).collect();
        let items = Items::Model(path.to_owned(), items);
        Table { name: table.table_name, creation, time_to_live: None, items }
    });
    Ok(tables.collect())
}

fn json(path: &Path) -> Outcome<Value> {
    let text = fs::read(path).map_err(|error| unreadable(path, error))?;
    serde_json::from_slice(&text).map_err(|error| unreadable(path, error))
}

pub(crate) fn unreadable(path: &Path, what: impl std::fmt::Display) -> Failure {
    Failure::new(format_args!("cannot import `{}`: {what}", path.display()))
}
