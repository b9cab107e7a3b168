//! Requests that read page by page, and searches.

use super::Limited;
use super::key::check_condition;
use crate::error::Result;
use crate::request::{Query, Scan, SearchVectors};
use crate::schema::TableSchema;

impl Limited for Query {
    fn check_limits(&self, table: &TableSchema) -> Result<()> {
        self.check()?;
        let index = self.index.as_deref().and_then(|name| table.index(name));
        check_condition(&self.key_condition, index.map_or(&table.key, |index| &index.key))
    }
}

impl Limited for Scan {
    fn check_limits(&self, _table: &TableSchema) -> Result<()> {
        self.check()
    }
}

impl Limited for SearchVectors {
    fn check_limits(&self, _table: &TableSchema) -> Result<()> {
        self.check()
    }
}
