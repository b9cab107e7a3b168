use super::{Cursor, Pattern, fingerprint};
use crate::error::Result;
use crate::expr::{Condition, KeyCondition, Projection};
use crate::request::{self, TableName};

/// What a query asks for, whatever it returns.
#[derive(Clone)]
pub(super) struct Spec {
    pub(super) pattern: Option<Pattern>,
    pub(super) condition: Result<KeyCondition>,
    /// Keeps items of other entities out of a shared key range.
    pub(super) tag: Option<Condition>,
    pub(super) filter: Option<Result<Condition>>,
    /// What to return of each item; everything if `None`.
    pub(super) projection: Option<Projection>,
    pub(super) ascending: bool,
    pub(super) consistent: bool,
    pub(super) limit: Option<usize>,
    pub(super) page_size: Option<u32>,
    pub(super) after: Option<Cursor>,
}

impl Spec {
    /// Makes the request of the first page.
    pub(super) fn into_request(self, table: TableName) -> Result<request::Query> {
        let mut request = request::Query::new(table, self.condition?);
        request.index = self.pattern.as_ref().and_then(Pattern::index).map(|index| index.name.to_owned());
        request.filter = match (self.tag, self.filter.transpose()?) {
            (Some(tag), Some(filter)) => Some(tag.and(filter)),
            (tag, filter) => tag.or(filter),
        };
        request.projection = self.projection;
        request.scan_forward = self.ascending;
        request.consistent_read = self.consistent;
        request.limit = self.page_size;
        request.exclusive_start_key = match self.after {
            Some(cursor) => Some(cursor.open(fingerprint::of(&request, self.pattern.as_ref()))?),
            None => None,
        };
        Ok(request)
    }
}
