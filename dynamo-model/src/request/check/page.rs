//! Requests that read page by page.

use super::expression::Expressions;
use super::name::{check_data, check_existing, check_index};
use super::{Constraint, ENVELOPE, NEW_NAME, Path, Violations};
use crate::expr::Projection;
use crate::request::{Query, Scan, Segment, Select};
use crate::{Error, Result};

/// The largest page size: the service's member is a signed 32-bit number.
const LARGEST_LIMIT: u32 = i32::MAX.unsigned_abs();
/// The most segments of a scan.
pub(crate) const MOST_SEGMENTS: u32 = 1_000_000;

impl Query {
    /// Checks what the request shows by itself: names, limit, the values of the key to start after, expressions, and what to
    /// select. Whether there is such a key or index is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::expr::KeyCondition;
    /// use dynamo_model::request::Query;
    ///
    /// let query = Query::new("shop", KeyCondition::partition("PK", "o#1"));
    /// assert!(query.clone().with_limit(1).check().is_ok());
    /// assert!(query.with_limit(0).check().unwrap_err().message().contains("'Limit'"));
    /// ```
    pub fn check(&self) -> Result<()> {
        check_data(&self.table)?;
        self.index.as_deref().map_or(Ok(()), check_index)?;
        check_limit(self.limit)?;
        if let Some(start) = &self.exclusive_start_key {
            start.check().map_err(|error| invalid_start_value(error.into()))?;
        }
        let expressions = Expressions {
            filter: self.filter.as_ref(),
            projection: self.projection.as_ref(),
            key_condition: Some(&self.key_condition),
            written: self.written,
            ..Expressions::default()
        };
        expressions.check()?;
        let projection = self.projection.as_ref();
        check_specific(self.select, projection)
            .and_then(|()| check_select(self.select, projection, self.index.as_deref()))
            .map_err(|error| {
                // The older layer has an envelope for faults of members alone.
                let bare = error.message().to_owned();
                error.context(ENVELOPE).or_older(bare)
            })
    }
}

impl Scan {
    /// Checks what the request shows by itself: names, limit, segment, the values of the key to start after, expressions, and
    /// what to select. Whether there is such a key or index is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::request::{Scan, Segment};
    ///
    /// let scan = |number, total| Scan::new("shop").in_segment(Segment { number, total });
    /// assert!(scan(3, 4).check().is_ok());
    /// assert!(scan(4, 4).check().unwrap_err().message().contains("must be less than parameter TotalSegments"));
    /// ```
    pub fn check(&self) -> Result<()> {
        check_members(self)?;
        if let Some(start) = &self.exclusive_start_key {
            start.check().map_err(|error| invalid_start(error.into()))?;
        }
        self.segment.map_or(Ok(()), check_segment)?;
        let expressions = Expressions {
            filter: self.filter.as_ref(),
            projection: self.projection.as_ref(),
            written: self.written,
            ..Expressions::default()
        };
        expressions.check()?;
        let projection = self.projection.as_ref();
        check_specific(self.select, projection)?;
        check_select(self.select, projection, self.index.as_deref())
    }
}

/// Makes the error of a key to start after, of what is wrong with it.
#[must_use]
pub fn invalid_start(error: Error) -> Error {
    error.context("The provided starting key is invalid")
}

/// Says what is wrong with a value of the key to start after. That it is of one, the newer layer, which scans are not in,
/// does not say.
#[must_use]
pub fn invalid_start_value(error: Error) -> Error {
    let older = invalid_start(Error::validation(error.message()));
    error.or_older(older.message())
}

fn check_limit(limit: Option<u32>) -> Result<()> {
    let (limit, constraint) = match limit {
        Some(0) => (0, Constraint::ValueAtLeast(1)),
        Some(limit) if limit > LARGEST_LIMIT => (limit, Constraint::ValueAtMost(LARGEST_LIMIT.into())),
        _ => return Ok(()),
    };
    let mut found = Violations::default();
    found.renewed(&Path::of("Limit"), Some(&limit.to_string()), constraint);
    found.into_result()
}

fn check_members(request: &Scan) -> Result<()> {
    let mut found = Violations::default();
    check_existing(&mut found, "tableName", &request.table);
    if let Some(index) = &request.index {
        found.text("indexName", index, NEW_NAME);
    }
    if let Some(limit) = request.limit {
        found.range("limit", limit, 1, LARGEST_LIMIT);
    }
    if let Some(segment) = request.segment {
        found.range("segment", segment.number, 0, MOST_SEGMENTS - 1);
        found.range("totalSegments", segment.total, 1, MOST_SEGMENTS);
    }
    found.into_result()
}

/// Checks which of the segments one is.
///
/// # Errors
///
/// A number that is not less than how many there are.
pub fn check_segment(segment: Segment) -> Result<()> {
    let Segment { number, total } = segment;
    if number < total {
        return Ok(());
    }
    Err(Error::validation(format!(
        "The Segment parameter is zero-based and must be less than parameter TotalSegments: \
         Segment: {number} is not less than TotalSegments: {total}"
    )))
}

/// Checks that a request for specific attributes names some.
fn check_specific(select: Option<Select>, projection: Option<&Projection>) -> Result<()> {
    if select == Some(Select::SpecificAttributes) && projection.is_none() {
        return Err(Error::validation(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
        ));
    }
    Ok(())
}

/// Checks what to select against projection and index.
fn check_select(select: Option<Select>, projection: Option<&Projection>, index: Option<&str>) -> Result<()> {
    let projects = projection.is_some();
    match select {
        Some(Select::Count) if projects => Err(Error::validation(
            "Cannot specify the ProjectionExpression when choosing to get only the Count",
        )),
        Some(select @ (Select::AllAttributes | Select::AllProjectedAttributes)) if projects => {
            Err(Error::validation(format!(
                "Cannot specify the ProjectionExpression when choosing to get {}",
                select.as_str()
            )))
        }
        Some(Select::AllProjectedAttributes) if index.is_none() => Err(Error::validation(
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        )),
        _ => Ok(()),
    }
}
