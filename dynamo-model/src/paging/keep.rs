use crate::entity::{Hiding, Table, has_primary_key};
use crate::expr::Condition;
use crate::schema::{EntitySchema, TableSchema};
use crate::value::ItemRef;

/// Which of the items that come back are returned, where the service cannot be asked to leave out the others.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Keep {
    /// The entity whose primary key they must have.
    entity: Option<&'static EntitySchema>,
    /// Whether guards of unique values may be among them, because they are of any entity.
    guards: bool,
    /// What is hidden.
    hiding: Option<Hiding>,
}

impl Keep {
    /// Returns those that have the primary key of an entity, if it is named, and no guards where they may be of any.
    pub(crate) fn new(entity: Option<&'static EntitySchema>, any: bool, table: &TableSchema) -> Self {
        Self { entity, guards: any && table.has_guards(), hiding: None }
    }

    /// Whether all are.
    pub(crate) fn is_all(&self) -> bool {
        self.is_nearly_all() && !self.guards
    }

    /// Whether all are but for guards, which are few.
    pub(crate) fn is_nearly_all(&self) -> bool {
        self.entity.is_none() && self.hiding.is_none()
    }

    pub(crate) fn takes<T: Table>(&self, item: ItemRef<'_>) -> bool {
        self.entity.is_none_or(|entity| has_primary_key(entity, &T::SCHEMA.key, item))
            && !(self.guards && T::SCHEMA.is_guard(item))
            && self.hiding.is_none_or(|hiding| !hiding.hides(item))
    }

    /// Adds to a filter that hidden items be left out and, where a filter cannot say it of all, looks at what comes back.
    pub(crate) fn leave_out(&mut self, hiding: Option<Hiding>, filter: &mut Option<Condition>) {
        let Some(hiding) = hiding else { return };
        let visible = hiding.filter();
        self.hiding = Some(hiding).filter(|hiding| visible.is_none() || hiding.may_miss_tags());
        *filter = match (filter.take(), visible) {
            (Some(filter), Some(visible)) => Some(filter.and(visible)),
            (filter, visible) => filter.or(visible),
        };
    }
}
