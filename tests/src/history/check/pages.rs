//! Queries and scans, page by page.
//!
//! What a backend may choose is learnt first, from a reading of whole entries: the order of partitions, and that of
//! entries with one index key. Everything else about every page follows from it.

use dynamo_model::request::{Query, ReturnCapacity, Scan, Segment};
use dynamo_model::value::Item;
use dynamo_model::{Backend, Result};

use super::Checker;
use crate::history::{Mismatch, Reply, Step};
use crate::oracle::{Answer, Oracle, Page, Place, Reading};

/// All segments are read to see that they make a whole, if there are no more than these.
const FEW_SEGMENTS: u32 = 4;

/// A request that is answered in pages.
#[derive(Clone, Debug)]
pub(super) enum Paged {
    Query(Query),
    Scan(Scan),
}

impl Paged {
    fn expect(&self, oracle: &Oracle) -> Answer<Reading> {
        match self {
            Self::Query(request) => oracle.query(request),
            Self::Scan(request) => oracle.scan(request),
        }
    }

    async fn send(&self, backend: &dyn Backend) -> Result<Page> {
        match self {
            Self::Query(request) => backend.query(request.clone()).await.map(Page::from),
            Self::Scan(request) => backend.scan(request.clone()).await.map(Page::from),
        }
    }

    fn step(&self) -> Step {
        match self {
            Self::Query(request) => Step::Query(request.clone()),
            Self::Scan(request) => Step::Scan(request.clone()),
        }
    }

    /// Asks for whole entries, as many as there are.
    fn plain(&self) -> Self {
        let mut plain = self.clone();
        match &mut plain {
            Self::Query(request) => {
                (request.filter, request.projection) = (None, None);
                (request.select, request.limit) = (None, None);
                request.return_capacity = ReturnCapacity::None;
            }
            Self::Scan(request) => {
                (request.filter, request.projection) = (None, None);
                (request.select, request.limit) = (None, None);
                request.return_capacity = ReturnCapacity::None;
            }
        }
        plain
    }

    fn starting(&self, start: Option<Item>) -> Self {
        let mut next = self.clone();
        match &mut next {
            Self::Query(request) => request.exclusive_start_key = start,
            Self::Scan(request) => request.exclusive_start_key = start,
        }
        next
    }
}

/// Why a check goes no further.
enum Stop {
    /// An answer differs in a way that is known.
    Forgiven,
    Wrong(Mismatch),
}

impl From<Mismatch> for Stop {
    fn from(mismatch: Mismatch) -> Self {
        Self::Wrong(mismatch)
    }
}

impl Checker {
    pub(super) async fn check_pages(&mut self, request: &Paged) -> Result<(), Mismatch> {
        let reading = match request.expect(&self.oracle) {
            Ok(reading) => reading,
            Err(refusal) => {
                let found = request.send(&*self.backend).await.map(Reply::Page);
                return self.compare(&request.step(), &Err(refusal), &found);
            }
        };
        match self.follow(request, &reading).await {
            Ok(()) | Err(Stop::Forgiven) => Ok(()),
            Err(Stop::Wrong(mismatch)) => Err(mismatch),
        }
    }

    async fn follow(&mut self, request: &Paged, reading: &Reading) -> Result<(), Stop> {
        let order = self.order(request, reading).await?;
        let from = self.start(request, reading, &order).await?;
        self.walk(request, reading, &order, from).await
    }

    /// Learns the order in which the backend reads.
    async fn order(&mut self, request: &Paged, reading: &Reading) -> Result<Vec<Place>, Stop> {
        match request {
            Paged::Scan(scan) if let Some(segment) = scan.segment => {
                self.order_of_segments(scan, segment, reading).await
            }
            _ if reading.has_one_order() => Ok((0..reading.len()).collect()),
            _ => {
                let plain = request.plain().starting(None);
                let order = self.recognise(&plain, reading).await?;
                if order.len() < reading.len() {
                    return Err(incomplete(&plain, reading, &order));
                }
                Ok(order)
            }
        }
    }

    /// Learns the order of one segment, and sees that the segments together hold everything once.
    async fn order_of_segments(
        &mut self,
        scan: &Scan,
        asked: Segment,
        reading: &Reading,
    ) -> Result<Vec<Place>, Stop> {
        let few = asked.total <= FEW_SEGMENTS;
        let numbers = if few { 0..asked.total } else { asked.number..asked.number + 1 };
        let (mut all, mut order) = (Vec::new(), Vec::new());
        for number in numbers {
            let segment = Segment { number, total: asked.total };
            let plain = Paged::Scan(scan.clone().in_segment(segment)).plain().starting(None);
            let found = self.recognise(&plain, reading).await?;
            for place in &found {
                let noted = self.segments.note(scan, segment, &reading.partition(*place));
                noted.map_err(|fault| Mismatch::new(&plain, "the same segments every time", fault))?;
            }
            all.extend(&found);
            if number == asked.number {
                order = found;
            }
        }
        if few && all.len() != reading.len() || splits_partition(reading, &all) {
            return Err(incomplete(scan, reading, &all));
        }
        Ok(order)
    }

    /// Reads whole entries page after page, and finds out which they are.
    async fn recognise(&self, plain: &Paged, reading: &Reading) -> Result<Vec<Place>, Stop> {
        let mut items = Vec::new();
        let mut next = plain.clone();
        loop {
            let page = self.page(&next, || reading.first_page()).await?;
            let read = page.items.len();
            items.extend(page.items);
            match page.last_evaluated_key {
                None => break,
                Some(_) if read == 0 => {
                    return Err(Mismatch::new(&next, "a last page", "an empty page, and more").into());
                }
                Some(key) => next = plain.starting(Some(key)),
            }
        }
        let order = reading.recognise(&items);
        order.map_err(|fault| Mismatch::new(plain, "what is stored, in order, once", fault).into())
    }

    /// Finds out how much of the order lies before the start key.
    async fn start(&self, request: &Paged, reading: &Reading, order: &[Place]) -> Result<usize, Stop> {
        let starts = reading.starts(order);
        if let [only] = starts[..] {
            return Ok(only);
        }
        let plain = request.plain();
        let rest = self.recognise(&plain, reading).await?;
        let start = starts.into_iter().find(|start| order[*start..] == rest);
        start.ok_or_else(|| Mismatch::new(&plain, "all that follows, in the order known", &rest).into())
    }

    /// Follows the pages of a request to the end.
    async fn walk(
        &self,
        request: &Paged,
        reading: &Reading,
        order: &[Place],
        mut from: usize,
    ) -> Result<(), Stop> {
        let mut next = request.clone();
        loop {
            let possible = reading.pages(order, from);
            let first = || possible.first().map_or_else(|| reading.first_page(), |(page, _)| page.clone());
            let page = self.page(&next, first).await?;
            let Some((_, read)) = possible.iter().find(|(expected, _)| *expected == page) else {
                let alike = |(expected, _): &&(Page, usize)| expected.scanned_count == page.scanned_count;
                let nearest = possible.iter().find(alike).map_or_else(first, |(page, _)| page.clone());
                return Ok(self.compare(&next.step(), &Ok(Reply::Page(nearest)), &Ok(Reply::Page(page)))?);
            };
            from = *read;
            match page.last_evaluated_key {
                None => return Ok(()),
                Some(key) => next = request.starting(Some(key)),
            }
        }
    }

    /// Asks for a page, where one like `expected` must come.
    async fn page(&self, request: &Paged, expected: impl Fn() -> Page) -> Result<Page, Stop> {
        match request.send(&*self.backend).await {
            Ok(page) => Ok(page),
            // Where one item is all there can be, its page may have a key to go on from that nobody takes.
            Err(error) if request.expect(&self.oracle).is_err_and(|refusal| refusal.admits(&error)) => {
                Err(Stop::Forgiven)
            }
            Err(error) => {
                self.compare(&request.step(), &Ok(Reply::Page(expected())), &Err(error))?;
                Err(Stop::Forgiven)
            }
        }
    }
}

/// Whether there is a partition of which only a part was found.
fn splits_partition(reading: &Reading, found: &[Place]) -> bool {
    found.iter().any(|place| {
        let partition = reading.partition(*place);
        (0..reading.len()).any(|other| reading.partition(other) == partition && !found.contains(&other))
    })
}

fn incomplete(request: impl std::fmt::Debug, reading: &Reading, found: &[Place]) -> Stop {
    let (all, some) = (format!("{} entries", reading.len()), format!("only {found:?} of them"));
    Mismatch::new(request, all, some).into()
}
