//! The names and constants of a request's expressions: what the placeholder maps of the service hold.

use super::super::check_transacted_constant;
use crate::expr::{Element, KeyCondition, Path, check_substitutions};
use crate::value::{Value, ValueError};
use crate::{Error, Result};

const LONGEST_NAME: usize = 65_535;

/// Every name and constant of a request.
#[derive(Default)]
pub(super) struct Terms<'e> {
    names: Vec<&'e str>,
    values: Vec<&'e Value>,
}

impl<'e> Terms<'e> {
    pub(super) fn add(
        &mut self,
        paths: impl IntoIterator<Item = &'e Path>,
        values: impl IntoIterator<Item = &'e Value>,
    ) {
        paths.into_iter().for_each(|path| self.add_path(path));
        self.values.extend(values);
    }

    pub(super) fn add_key_condition(&mut self, condition: &'e KeyCondition) {
        self.names.extend(condition.names());
        self.values.extend(condition.values());
    }

    fn add_path(&mut self, path: &'e Path) {
        self.names.push(path.root());
        self.names.extend(path.rest().iter().filter_map(|element| match element {
            Element::Key(name) => Some(name.as_str()),
            Element::Index(_) => None,
        }));
    }

    /// Adds up the sizes of the constants.
    pub(super) fn size(&self) -> usize {
        self.values.iter().map(|value| value.size()).sum()
    }

    /// Checks constants like values to store, which in a transaction may nest a level more, then names.
    pub(super) fn check(&self, in_transaction: bool) -> Result<()> {
        let check = if in_transaction { check_transacted_constant } else { Value::check };
        self.values.iter().try_for_each(|value| check(value))?;
        self.names
            .iter()
            .try_for_each(|name| check_name(name))
            .map_err(|error| Error::from(error).context("ExpressionAttributeNames contains invalid value"))
    }

    /// Checks how large names and constants are together.
    pub(super) fn check_sizes(&self) -> Result<()> {
        check_substitutions(&self.names, &self.values)
    }
}

fn check_name(name: &str) -> Result<(), ValueError> {
    match name.len() {
        0 => Err(ValueError::EmptyName),
        1..=LONGEST_NAME => Ok(()),
        _ => Err(ValueError::NameTooLong),
    }
}
