//! Figures of pages.

use dynamo_model::Result;

use crate::error::unreadable;

/// Converts a limit or a segment to send.
///
/// No page and no number of segments reaches the largest figure the wire can carry, so cutting there changes nothing.
pub(crate) fn int(figure: u32) -> i32 {
    i32::try_from(figure).unwrap_or(i32::MAX)
}

/// Converts a count of an answer.
///
/// # Errors
///
/// `Internal` if it is negative.
pub(crate) fn tally(reported: i32) -> Result<usize> {
    usize::try_from(reported).map_err(|_| unreadable(format_args!("a count of {reported} items")))
}
