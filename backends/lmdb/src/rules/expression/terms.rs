//! The names and constants of a request's expressions: what the placeholder maps of the service hold.

use dynamo_model::expr::{Condition, Element, KeyCondition, Path, Projection, SetOperand, SortRange, Update};
use dynamo_model::value::{Value, ValueError};
use dynamo_model::{Error, Result};

use super::walk::{self, Leaf};

/// The most bytes all constants together may have.
const MOST_BYTES: usize = 2 * 1024 * 1024;
const LONGEST_NAME: usize = 65_535;

/// Returns every path in a condition.
pub(in crate::rules) fn condition_paths(condition: &Condition) -> Vec<&Path> {
    let mut paths = Vec::new();
    for node in walk::conditions(condition) {
        walk::leaves(node, &mut |leaf| {
            if let Leaf::Path(path) = leaf {
                paths.push(path);
            }
        });
    }
    paths
}

/// Every name and constant of a request.
#[derive(Default)]
pub(super) struct Terms<'e> {
    names: Vec<&'e str>,
    values: Vec<&'e Value>,
}

impl<'e> Terms<'e> {
    pub(super) fn add_condition(&mut self, condition: &'e Condition) {
        for node in walk::conditions(condition) {
            walk::leaves(node, &mut |leaf| match leaf {
                Leaf::Path(path) => self.add_path(path),
                Leaf::Value(value) => self.values.push(value),
            });
        }
    }

    pub(super) fn add_update(&mut self, update: &'e Update) {
        update.targets().for_each(|path| self.add_path(path));
        for operand in update.sets().iter().flat_map(|set| walk::set_operands(&set.value)) {
            match operand {
                SetOperand::Path(path) | SetOperand::IfNotExists(path, _) => self.add_path(path),
                SetOperand::Value(value) => self.values.push(value),
                SetOperand::ListAppend(..) => {}
            }
        }
        self.values.extend(update.adds().iter().chain(update.deletes()).map(|(_, value)| value));
    }

    pub(super) fn add_key_condition(&mut self, condition: &'e KeyCondition) {
        for (name, value) in condition.equals() {
            self.names.push(name);
            self.values.push(value);
        }
        for (name, range) in condition.ranges() {
            self.names.push(name);
            match range {
                SortRange::Between(low, high) => self.values.extend([low, high]),
                SortRange::Lt(value)
                | SortRange::Le(value)
                | SortRange::Gt(value)
                | SortRange::Ge(value)
                | SortRange::BeginsWith(value) => self.values.push(value),
            }
        }
    }

    pub(super) fn add_projection(&mut self, projection: &'e Projection) {
        projection.paths().iter().for_each(|path| self.add_path(path));
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

    /// Checks constants like values to store, then names.
    pub(super) fn check(&self) -> Result<()> {
        self.values.iter().try_for_each(|value| value.check())?;
        if self.size() > MOST_BYTES {
            return Err(Error::validation("ExpressionAttributeValues exceeds max size"));
        }
        self.names
            .iter()
            .try_for_each(|name| check_name(name))
            .map_err(|error| Error::from(error).context("ExpressionAttributeNames contains invalid value"))
    }
}

fn check_name(name: &str) -> Result<(), ValueError> {
    match name.len() {
        0 => Err(ValueError::EmptyName),
        1..=LONGEST_NAME => Ok(()),
        _ => Err(ValueError::NameTooLong),
    }
}
