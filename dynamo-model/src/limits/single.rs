//! Requests about one item.

use super::Limited;
use super::item::{check_put, check_updated};
use super::key::check_primary;
use crate::error::Result;
use crate::request::{DeleteItem, GetItem, PutItem, UpdateItem};
use crate::schema::TableSchema;

impl Limited for GetItem {
    fn check_limits(&self, table: &TableSchema) -> Result<()> {
        self.check()?;
        check_primary(self.key.view(), table)
    }
}

impl Limited for PutItem {
    fn check_limits(&self, table: &TableSchema) -> Result<()> {
        self.check()?;
        check_put(self.item.view(), table)
    }
}

impl Limited for UpdateItem {
    fn check_limits(&self, table: &TableSchema) -> Result<()> {
        self.check()?;
        check_updated(self.key.view(), &self.update, table)
    }
}

impl Limited for DeleteItem {
    fn check_limits(&self, table: &TableSchema) -> Result<()> {
        self.check()?;
        check_primary(self.key.view(), table)
    }
}
