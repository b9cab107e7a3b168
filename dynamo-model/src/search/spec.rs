use crate::entity::{Hiding, Readable, Table, named_in_search};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Condition, Path, Projection};
use crate::limits::checked;
use crate::query::Pattern;
use crate::request::{SearchVectors, TableName};
use crate::schema::{EntitySchema, IndexSchema};
use crate::value::Value;

/// What a search asks for, whatever it returns.
#[derive(Clone)]
pub(super) struct Spec {
    pub(super) entity: &'static EntitySchema,
    pub(super) pattern: Option<Pattern>,
    pub(super) partition: Result<Vec<(&'static str, Value)>>,
    pub(super) question: Vec<f32>,
    pub(super) top: u32,
    /// What attributes must equal besides.
    pub(super) equal: Result<Vec<(&'static str, Value)>>,
    pub(super) including_hidden: bool,
}

impl Spec {
    pub(super) fn narrow(&mut self, further: Result<Vec<(&'static str, Value)>>) {
        match (&mut self.equal, further) {
            (Ok(equal), Ok(further)) => equal.extend(further),
            (Ok(_), Err(error)) => self.equal = Err(error),
            (Err(_), _) => {}
        }
    }

    /// The index that is searched.
    pub(super) fn index(&self) -> Result<&'static IndexSchema> {
        let index = self.pattern.as_ref().and_then(Pattern::index);
        index.ok_or_else(|| {
            Error::new(ErrorKind::Internal, format!("`{}` has no such access pattern", self.entity.rust_name))
        })
    }

    /// What is hidden of what the search finds.
    pub(super) fn hiding<O: Readable>(&self, now: i64) -> Option<Hiding> {
        let index = self.index().ok().filter(|_| !self.is_hydrated());
        Hiding::of::<O>(index, now).filter(|_| !self.including_hidden)
    }

    /// Whether the index only says which items there are.
    pub(super) fn is_hydrated(&self) -> bool {
        self.pattern.as_ref().is_some_and(Pattern::is_hydrated)
    }

    pub(super) fn request<O: Readable>(&self, table: TableName) -> Result<SearchVectors> {
        let name = self.pattern.as_ref().map(|pattern| pattern.access().name).unwrap_or_default();
        let what = || format!("search `{name}`");
        let made = self.make::<O>(table);
        checked::<O::Table, _>(made.map_err(|error| error.context(what())), what)
    }

    fn make<O: Readable>(&self, table: TableName) -> Result<SearchVectors> {
        let index = self.index()?;
        let equal = self.all_equal::<O>()?;
        let mut request = SearchVectors::new(table, index.name, self.question.clone()).with_top_k(self.top);
        let conditions = equal.into_iter().map(|(name, value)| Condition::eq(Path::attribute(name), value));
        request.condition = conditions.reduce(Condition::and);
        request.projection = match self.is_hydrated() {
            true => Some(O::Table::SCHEMA.key.all().map(|key| key.name).collect::<Projection>()),
            false => named_in_search::<O>(index),
        };
        Ok(request)
    }

    /// What attributes must equal: those of the partition, the one that tells the entity where there may be others, and those
    /// that the search filters by.
    fn all_equal<O: Readable>(&self) -> Result<Vec<(&'static str, Value)>> {
        let mut all = self.partition.clone()?;
        let is_shared = self.pattern.as_ref().is_some_and(Pattern::is_shared);
        let tag = O::Table::SCHEMA.entity_type.filter(|_| is_shared);
        all.extend(tag.map(|tag| (tag, Value::from(self.entity.tag))));
        for (name, value) in self.equal.clone()? {
            if all.iter().any(|(known, _)| *known == name) {
                return Err(Error::validation(format!(
                    "it filters by `{name}` twice, and an attribute equals one value"
                )));
            }
            all.push((name, value));
        }
        Ok(all)
    }
}
