//! Reads page by page, of every kind.

use dynamo_model::{Cursor, Db, Page, Result};

use crate::desk::{CARDS, Card, Desk, Shown, Slip, Stack, rank};

/// What is read page by page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Cards,
    ByRank,
    Spread,
    Hydrated,
    Slips,
    Scan,
    /// An enum of several entities.
    Stack,
    /// Views, of what an index shows and of whole entities.
    Shown,
    Ranks,
    /// A sort key that is a number, or bytes.
    ByNumber,
    ByFace,
    /// Keys of several attributes.
    ByBoth,
    /// A local index.
    Beside,
}

pub(crate) const KINDS: [Kind; 13] = [
    Kind::Cards,
    Kind::ByRank,
    Kind::Spread,
    Kind::Hydrated,
    Kind::Slips,
    Kind::Scan,
    Kind::Stack,
    Kind::Shown,
    Kind::Ranks,
    Kind::ByNumber,
    Kind::ByFace,
    Kind::ByBoth,
    Kind::Beside,
];

#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) kind: Kind,
    pub(crate) descending: bool,
    pub(crate) filtered: bool,
    pub(crate) page_size: Option<u32>,
}

impl Read {
    /// Reads a page: the numbers of its cards, and the cursor as the text that it is handed on as.
    pub(crate) async fn page(
        &self,
        db: &Db<Desk>,
        limit: usize,
        after: Option<Cursor>,
    ) -> (Vec<u8>, Option<Cursor>) {
        /// Says alike of a query and of a scan what to read.
        macro_rules! asked {
            ($read:expr, $n:expr) => {{
                let mut read = $read.limit(limit);
                if let Some(items) = self.page_size {
                    read = read.page_size(items);
                }
                if let Some(cursor) = after {
                    read = read.after(cursor);
                }
                read_out(read.page().await, $n)
            }};
        }
        macro_rules! queried {
            ($query:expr, $n:expr) => {{
                let query = $query;
                asked!(if self.descending { query.descending() } else { query }, $n)
            }};
        }
        let card = |card: &Card| card.n;
        let shown = |shown: &Shown| shown.n;
        let stacked = |one: &Stack| match one {
            Stack::Card(card) => card.n,
            Stack::Stamp(stamp) => CARDS + stamp.n,
        };
        match self.kind {
            Kind::Cards if self.filtered => queried!(db.query(Card::cards()).filter(|c| c.rank.le(2)), card),
            Kind::Cards => queried!(db.query(Card::cards()), card),
            Kind::ByRank => queried!(db.query(Card::by_rank()), card),
            Kind::Spread if self.filtered => {
                queried!(db.query(Card::spread()).filter(|c| c.rank.le(2)), card)
            }
            Kind::Spread => queried!(db.query(Card::spread()), card),
            Kind::Hydrated => queried!(db.query(Card::hydrated()), card),
            Kind::Slips if self.filtered => {
                queried!(db.query(Slip::slips()).filter(|s| s.rank.le(2)), |slip: &Slip| slip.n)
            }
            Kind::Slips => queried!(db.query(Slip::slips()), |slip: &Slip| slip.n),
            Kind::Scan if self.filtered => asked!(db.scan::<Card>().filter(|c| c.rank.le(2)), card),
            Kind::Scan => asked!(db.scan::<Card>(), card),
            Kind::Stack if self.filtered => {
                queried!(db.query(Stack::of()).filter_members::<Card>(|c| c.rank.le(2)), stacked)
            }
            Kind::Stack => queried!(db.query(Stack::of()), stacked),
            Kind::Shown if self.filtered => {
                queried!(db.query(Card::shown()).filter(|c| c.rank.le(2)), shown)
            }
            Kind::Shown => queried!(db.query(Card::shown()), shown),
            Kind::Ranks => queried!(db.query(Card::by_rank()).view::<Shown>(), shown),
            Kind::ByNumber => queried!(db.query(Card::by_number("hearts")), card),
            Kind::ByFace if self.filtered => {
                queried!(db.query(Card::by_face("hearts")).filter(|c| c.rank.le(2)), card)
            }
            Kind::ByFace => queried!(db.query(Card::by_face("hearts")), card),
            Kind::ByBoth => queried!(db.query(Card::by_both("hearts", "blue")), card),
            Kind::Beside if self.filtered => {
                queried!(db.query(Card::beside()).filter(|c| c.rank.le(2)), card)
            }
            Kind::Beside => queried!(db.query(Card::beside()), card),
        }
    }

    /// Whether the stamps are read, too.
    pub(crate) fn has_stamps(&self) -> bool {
        matches!(self.kind, Kind::Stack)
    }

    pub(crate) fn wants(&self, n: u8) -> bool {
        let never = [Kind::ByRank, Kind::Hydrated, Kind::Ranks, Kind::ByNumber, Kind::ByBoth];
        let is_filtered = self.filtered && n < CARDS && !never.contains(&self.kind);
        !is_filtered || rank(n) <= 2
    }

    /// Whether a card comes after another in any case.
    pub(crate) fn is_behind(&self, card: u8, other: u8) -> bool {
        self.in_order(other, card) && !self.in_order(card, other)
    }

    /// Whether one card may come right after another.
    pub(crate) fn in_order(&self, before: u8, after: u8) -> bool {
        let (before, after) = if self.descending { (after, before) } else { (before, after) };
        match self.kind {
            Kind::Cards | Kind::Slips | Kind::Stack => before < after,
            Kind::ByBoth => (rank(before), before) < (rank(after), after),
            // The faces are in the other order.
            Kind::ByFace => rank(before) >= rank(after),
            Kind::Scan => true,
            _ => rank(before) <= rank(after),
        }
    }
}

fn read_out<O>(page: Result<Page<O>>, number: impl Fn(&O) -> u8) -> (Vec<u8>, Option<Cursor>) {
    let page = page.unwrap();
    let cursor = page.cursor().map(|cursor| cursor.as_str().parse().unwrap());
    (page.iter().map(number).collect(), cursor)
}
