use std::cmp::Ordering;
use std::collections::BinaryHeap;

use dynamo_model::Result;
use dynamo_model::expr::Projection;
use dynamo_model::request::{
    Distance, Found, ReturnCapacity, SearchVectors, SearchVectorsOutput, VectorCapacity,
};
use dynamo_model::value::{Item, ItemRef, Number, Writer};

use crate::codec::key;
use crate::codec::vector::VectorRow;
use crate::rules::search_vectors::{Search, check_table};
use crate::table::TableDef;
use crate::vector::{Scorer, VectorDef};
use crate::worker::Shared;
use crate::{capacity, eval};

/// Finds the items whose vectors are nearest to one, by comparing all there are.
pub(crate) fn search_vectors(shared: &Shared, request: &SearchVectors) -> Result<SearchVectorsOutput> {
    request.check()?;
    let catalog = shared.catalog();
    let table = catalog.table(&request.table)?;
    let search = check_table(request, table)?;
    shared.simulator.admit_scan(table)?;
    let Search { index, partition, filters } = search;
    let definition = &index.definition;
    let scorer = Scorer::new(definition.distance, &request.vector);
    let prefix = key::vector_partition(index.id, partition);
    shared.read(shared.simulator.staleness_of_search(), |txn| {
        let mut best = Best::new(request.top_k, definition.distance);
        for row in shared.store.vectors(txn, index, &prefix)? {
            let (place, row) = row?;
            if filters.iter().all(|(name, wanted)| row.filters.get(name) == Some(*wanted)) {
                best.offer(scorer.score(row.elements), place, row);
            }
        }
        let mut output = SearchVectorsOutput::default();
        for Candidate { score, row, .. } in best.into_sorted() {
            let item_key = [&table.id.to_be_bytes(), row.item].concat();
            if let Some(item) = shared.store.item(txn, &item_key)? {
                let item = returned(table, index, request.projection.as_ref(), item.item, row.elements);
                output.results.push(Found::new(item, score));
            }
        }
        output.consumed_capacity = consumed(request, index, &output.results);
        Ok(output)
    })
}

/// Charges the search, if it is to be told.
fn consumed(request: &SearchVectors, index: &VectorDef, results: &[Found]) -> Option<VectorCapacity> {
    if request.return_capacity == ReturnCapacity::None {
        return None;
    }
    let vector = &index.definition.attribute;
    let others = results.iter().flat_map(|found| found.item.iter()).filter(|(name, _)| name != vector);
    let returned = others.map(|(name, value)| name.len() + value.size()).sum();
    let search_bytes = capacity::vector_search(index.definition.dimensions, returned);
    Some(VectorCapacity { search_bytes, write_bytes: 0 })
}

/// Copies what is returned of an item. Its vector is the index's copy, and there only if the projection names it.
fn returned(
    table: &TableDef,
    index: &VectorDef,
    projection: Option<&Projection>,
    item: ItemRef<'_>,
    elements: &[u8],
) -> Item {
    let vector = &index.definition.attribute;
    let named = projection.is_some_and(|wanted| wanted.paths().iter().any(|path| path.root() == vector));
    let mut held = Writer::with_capacity(item.as_bytes().len());
    for (name, value) in item.iter().filter(|(name, _)| index.holds(name, &table.key)) {
        if name != vector {
            held.name(name);
            held.value(value);
        } else if named {
            held.name(name);
            write_elements(&mut held, elements);
        }
    }
    let held = held.into_item();
    match projection {
        Some(projection) => eval::project(projection, held.view()),
        None => held,
    }
}

fn write_elements(writer: &mut Writer, elements: &[u8]) {
    let list = writer.begin_list();
    for element in elements.as_chunks::<4>().0 {
        // What is stored is finite.
        writer.number(Number::try_from(f32::from_le_bytes(*element)).unwrap_or_default());
    }
    writer.end(list);
}

/// The best rows so far; no more than are wanted are kept.
struct Best<'t> {
    most: usize,
    distance: Distance,
    /// The worst is on top.
    kept: BinaryHeap<Candidate<'t>>,
}

/// A row that may be among the best.
struct Candidate<'t> {
    score: f64,
    distance: Distance,
    /// Decides between equal scores, so that the answer is always the same.
    place: &'t [u8],
    row: VectorRow<'t>,
}

impl<'t> Best<'t> {
    fn new(most: u32, distance: Distance) -> Self {
        Self { most: usize::try_from(most).unwrap_or(usize::MAX), distance, kept: BinaryHeap::new() }
    }

    fn offer(&mut self, score: f64, place: &'t [u8], row: VectorRow<'t>) {
        let candidate = Candidate { score, distance: self.distance, place, row };
        if self.kept.len() < self.most {
            self.kept.push(candidate);
        } else if let Some(mut worst) = self.kept.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    fn into_sorted(self) -> Vec<Candidate<'t>> {
        self.kept.into_sorted_vec()
    }
}

impl Ord for Candidate<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.distance.best_first(self.score, other.score).then_with(|| self.place.cmp(other.place))
    }
}

impl PartialOrd for Candidate<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate<'_> {}
