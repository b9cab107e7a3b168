//! What a request may ask, whatever table it is for: the service's limits, in its order and its words.
//!
//! Each request has a `check` of its own. What is public besides is there for backends, which check the same of what they
//! alone know.

mod batch;
mod canonical;
mod constraint;
mod expression;
mod item;
mod key;
mod name;
mod page;
mod search;
mod single;
mod statement;
mod transact;
mod violations;

pub use self::batch::duplicates;
pub(crate) use self::batch::{MOST_KEYS, MOST_WRITES};
pub use self::canonical::canonical;
pub use self::constraint::{
    ACTIONS, ATTRIBUTE_NAME, Constraint, EXISTING_NAME, INCLUDED, KEY_ELEMENTS, KEYS, NEW_NAME, Path, Step,
    TOKEN, WRITES,
};
pub(crate) use self::item::{LARGEST, MOST_PER_BYTE, check_constants_size, check_known_size, constants};
pub use self::item::{check_put_size, check_size_with_entries, check_updated_size};
pub use self::key::{
    LONGEST_PARTITION_VALUE, LONGEST_SORT_VALUES, check_condition_values, check_key_sizes, empty,
    empty_in_index, empty_kind, empty_kind_of, updated_beyond_limits, updated_to_empty,
};
pub use self::name::{
    broken_by_table, broken_by_target, check_index_name, check_table_name, check_table_name_length,
    is_table_name,
};
pub(crate) use self::page::MOST_SEGMENTS;
pub use self::page::{check_segment, invalid_start, invalid_start_value};
pub use self::search::{beyond_range, check_search_condition, equalities};
pub(crate) use self::transact::MOST_ACTIONS;
pub use self::transact::{check_transacted_constant, check_transacted_size, repeated};
pub use self::violations::Violations;

use super::ReturnValues;
use crate::{Error, Result};

/// What the service says before faults of members.
const ENVELOPE: &str = "1 validation error detected";

/// Wraps an error the way the newer layer wraps faults of a put, update or delete that need no table to see.
fn enveloped(error: Error) -> Error {
    let older = error.older().to_owned();
    error.context(ENVELOPE).or_older(older)
}

/// What is said of what a put or delete is to return and cannot.
pub const UNRETURNABLE: &str = "ReturnValues can only be ALL_OLD or NONE";

/// Checks what a put or delete returns, which can only be what was there before.
///
/// # Errors
///
/// Anything else.
fn check_return_values(values: ReturnValues) -> Result<()> {
    match values {
        ReturnValues::None | ReturnValues::AllOld => Ok(()),
        _ => Err(enveloped(Error::validation(UNRETURNABLE))),
    }
}
