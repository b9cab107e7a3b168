use super::fan::Fan;
use crate::builder::Db;
use crate::entity::{Readable, Table};
use crate::error::{Error, Result};
use crate::explain::Found;
use crate::paging::{Page, ReadsOn, Walk};
use crate::request;

/// A query under way: of one partition, or of several shards.
#[allow(
    clippy::large_enum_variant,
    reason = "the usual variant is the large one, and not worth an allocation"
)]
pub(super) enum Reading {
    One(Walk<request::Query>),
    Fan(Fan),
}

impl Reading {
    /// What becomes of the items that a page finds, and what follows it.
    pub(super) fn found(&self) -> Found {
        match self {
            Self::One(walk) => walk.found(),
            Self::Fan(fan) => fan.found(),
        }
    }

    /// Returns the request of the first page, if there is one.
    pub(super) fn into_request(self) -> Result<request::Query> {
        match self {
            Self::One(walk) => Ok(walk.into_request()),
            Self::Fan(fan) => {
                let shards = fan.into_requests().len();
                Err(Error::validation(format!(
                    "a query of {shards} shards is as many requests; `requests` returns them"
                )))
            }
        }
    }

    /// Returns the requests of the first page.
    pub(super) fn into_requests(self) -> Vec<request::Query> {
        match self {
            Self::One(walk) => vec![walk.into_request()],
            Self::Fan(fan) => fan.into_requests(),
        }
    }

    pub(super) async fn page<O: Readable + Send>(self, db: &Db<O::Table>) -> Result<Page<O>> {
        match self {
            Self::One(walk) => walk.page(db).await,
            Self::Fan(fan) => fan.page(db).await,
        }
    }

    pub(super) async fn all<O: Readable + Send>(self, db: &Db<O::Table>) -> Result<Vec<O>> {
        match self {
            Self::One(walk) => walk.all(db).await,
            Self::Fan(fan) => fan.all(db).await,
        }
    }

    pub(super) async fn count<T: Table>(self, db: &Db<T>) -> Result<usize> {
        match self {
            Self::One(walk) => walk.count(db).await,
            Self::Fan(fan) => fan.count(db).await,
        }
    }
}

impl ReadsOn for Reading {
    fn is_over(&self) -> bool {
        match self {
            Self::One(walk) => walk.is_over(),
            Self::Fan(fan) => fan.is_over(),
        }
    }

    async fn next_page<O: Readable + Send>(&mut self, db: &Db<O::Table>) -> Result<Page<O>> {
        match self {
            Self::One(walk) => walk.next_page(db).await,
            Self::Fan(fan) => fan.next_page(db).await,
        }
    }
}
