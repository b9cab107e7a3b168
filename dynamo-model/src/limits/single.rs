//! Requests about one item.

use super::Limited;
use super::key::{check_item, check_primary, check_update};
use crate::error::Result;
use crate::request::check::check_constants_size;
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
        check_item(self.item.view(), table)
    }
}

impl Limited for UpdateItem {
    fn check_limits(&self, table: &TableSchema) -> Result<()> {
        self.check()?;
        check_primary(self.key.view(), table)?;
        check_update(&self.update, table)?;
        check_constants_size(self.key.view(), &self.update)
    }
}

impl Limited for DeleteItem {
    fn check_limits(&self, table: &TableSchema) -> Result<()> {
        self.check()?;
        check_primary(self.key.view(), table)
    }
}
