//! How large an update is as a statement: the service counts one of a single item like an item, too.

use super::item::{LARGEST, TOO_LARGE_TO_UPDATE};
use crate::expr::{Element, Path, SetOperand, SetValue, Update};
use crate::{Error, Result};

/// What any statement counts.
const STATEMENT: usize = 3;
/// What an action counts besides its target and its value.
const SET_OR_ADD: usize = 19;
const REMOVE_OR_DELETE: usize = 1;
/// What an element of a path counts besides its own bytes: where it is written to, and where it is read.
const WRITTEN_ELEMENT: usize = 4;
const READ_ELEMENT: usize = 14;
/// What a path counts that is read, besides its elements.
const READ: usize = 1;
/// What operators and functions count besides their operands.
const ADD: usize = 34;
const SUBTRACT: usize = 37;
const IF_NOT_EXISTS: usize = 39;
const LIST_APPEND: usize = 37;

/// Checks the size of what an update of one item says, whatever is stored: it may be as large as an item.
///
/// # Errors
///
/// A validation error in the service's words.
pub(super) fn check_statement_size(update: &Update) -> Result<()> {
    let size = statement(update);
    if size <= LARGEST {
        return Ok(());
    }
    Err(Error::validation(TOO_LARGE_TO_UPDATE).with_detail(format!(
        "the expression counts as {size} bytes with its values, and {LARGEST} is the most; split the update, or keep \
         large values elsewhere"
    )))
}

fn statement(update: &Update) -> usize {
    let sets = update.sets().iter().map(|set| SET_OR_ADD + target(&set.path) + assigned(&set.value));
    let adds = update.adds().iter().map(|(path, value)| SET_OR_ADD + target(path) + value.size());
    let deletes = update.deletes().iter().map(|(path, _)| path);
    let taken = update.removes().iter().chain(deletes).map(|path| REMOVE_OR_DELETE + target(path));
    STATEMENT + sets.chain(adds).chain(taken).sum::<usize>()
}

fn assigned(value: &SetValue) -> usize {
    match value {
        SetValue::Operand(of) => operand(of),
        SetValue::Add(left, right) => ADD + operand(left) + operand(right),
        SetValue::Subtract(left, right) => SUBTRACT + operand(left) + operand(right),
    }
}

fn operand(term: &SetOperand) -> usize {
    match term {
        SetOperand::Path(path) => read(path),
        SetOperand::Value(value) => value.size(),
        SetOperand::IfNotExists(path, fallback) => IF_NOT_EXISTS + read(path) + operand(fallback),
        SetOperand::ListAppend(first, second) => LIST_APPEND + operand(first) + operand(second),
    }
}

/// The name of an attribute is as long as it is where it is written to.
fn target(path: &Path) -> usize {
    let below = path.rest().iter().map(|element| WRITTEN_ELEMENT + length(element));
    path.root().len() + below.sum::<usize>()
}

fn read(path: &Path) -> usize {
    let below = path.rest().iter().map(|element| READ_ELEMENT + length(element));
    READ + READ_ELEMENT + path.root().len() + below.sum::<usize>()
}

/// The places of lists count as they are written.
fn length(element: &Element) -> usize {
    match element {
        Element::Key(name) => name.len(),
        Element::Index(place) => place.to_string().len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::parse::Parser;
    use crate::request::UpdateItem;
    use crate::value::{Item, Value};

    fn sized(text: &str) -> usize {
        let values = [(":v", "0123456789".into()), (":n", 7.into()), (":l", Value::L(vec!["ab".into()]))];
        let values = values.map(|(key, value)| (key.to_owned(), value)).into();
        statement(&Parser::new(None, Some(values)).unwrap().update(text).unwrap())
    }

    #[test]
    fn each_action_counts_its_target_and_its_value() {
        for (text, size) in [
            ("SET a = :v", 3 + 19 + 1 + 10),
            ("SET a = :v, bc = :v", 3 + 19 + 1 + 10 + 19 + 2 + 10),
            ("SET a.bc[10] = :v", 3 + 19 + 1 + (4 + 2) + (4 + 2) + 10),
            ("SET a = b", 3 + 19 + 1 + 1 + (14 + 1)),
            ("SET a = b.cd[10]", 3 + 19 + 1 + 1 + (14 + 1) + (14 + 2) + (14 + 2)),
            ("SET a = b + :n", 3 + 19 + 1 + 34 + (1 + 14 + 1) + 2),
            ("SET a = b - :n", 3 + 19 + 1 + 37 + (1 + 14 + 1) + 2),
            ("SET a = if_not_exists(b, :v)", 3 + 19 + 1 + 39 + (1 + 14 + 1) + 10),
            ("SET a = list_append(b, :l)", 3 + 19 + 1 + 37 + (1 + 14 + 1) + (3 + 1 + 2)),
            ("REMOVE a, b.c", 3 + (1 + 1) + (1 + 1 + 4 + 1)),
        ] {
            assert_eq!(sized(text), size, "{text}");
        }
        assert_eq!(statement(&Update::new().add("ab", 7)), 3 + 19 + 2 + 2);
        assert_eq!(statement(&Update::new().delete("ab", 7)), 3 + 1 + 2);
    }

    #[test]
    fn a_statement_ends_where_an_item_does_unless_it_is_none() {
        let update = |bytes: usize| Update::new().set("a", "x".repeat(bytes - 23));
        let request =
            |bytes| UpdateItem::new("shop", Item::from_iter([("p", "k")])).with_update(update(bytes));
        assert!(request(LARGEST).check().is_ok());
        let over = request(LARGEST + 1);
        assert_eq!(over.check().unwrap_err().message(), TOO_LARGE_TO_UPDATE);
        let plain = Parser::new(None, None).unwrap().finish().unwrap();
        assert!(over.with_written(plain).check().is_ok());
    }
}
