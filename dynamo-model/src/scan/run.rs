//! Running a scan.

use std::future::IntoFuture;

use super::Scan;
use crate::Backend;
use crate::backend::{BoxFuture, EachItem};
use crate::builder::{Binding as _, Bound};
use crate::entity::Readable;
use crate::error::Result;
use crate::paging::{Answer, Items, Page, Paged, Pages, Walk, paged, read_methods};
use crate::request;
use crate::value::Item;

impl<'d, O: Readable + Send, L> Scan<O, Bound<'d, O::Table>, L> {
    read_methods!("shop.scan::<Order>()");

    fn walk(self) -> Result<Walk<request::Scan>> {
        let db = self.bound.0;
        self.spec.into_walk::<O>(db.table_name().clone(), self.bound.now())
    }
}

impl<'d, O: Readable + Send + 'static, L: 'static> IntoFuture for Scan<O, Bound<'d, O::Table>, L> {
    type Output = Result<Page<O>>;
    type IntoFuture = BoxFuture<'d, Result<Page<O>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.page())
    }
}

impl Paged for request::Scan {
    paged!(scan_each);
}
