//! Running a query.

use std::future::IntoFuture;

use super::Query;
use super::reading::Reading;
use crate::Backend;
use crate::backend::{BoxFuture, EachItem};
use crate::builder::{Binding as _, Bound};
use crate::entity::Readable;
use crate::error::Result;
use crate::paging::{Answer, Items, Page, Paged, Pages, paged, read_methods};
use crate::request;
use crate::value::Item;

impl<'d, O: Readable + Send, P> Query<O, Bound<'d, O::Table>, P> {
    read_methods!("shop.query(Order::by_customer(\"c1\"))");

    fn walk(self) -> Result<Reading> {
        let db = self.bound.0;
        self.spec.into_reading::<O>(db.table_name().clone(), self.bound.now())
    }
}

impl<'d, O: Readable + Send + 'static, P: 'static> IntoFuture for Query<O, Bound<'d, O::Table>, P> {
    type Output = Result<Page<O>>;
    type IntoFuture = BoxFuture<'d, Result<Page<O>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.page())
    }
}

impl Paged for request::Query {
    paged!(query_each);
}
