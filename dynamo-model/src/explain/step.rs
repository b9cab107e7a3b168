use std::collections::BTreeMap;

use super::{Cost, Explanation};
use crate::expr::{Condition, Renderer};
use crate::request::TableName;
use crate::schema::TableSchema;
use crate::value::{Item, Value};

/// One operation: a request, or a part of a transaction.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::builder::Update;
///
/// let explanation = Update::new(Order::key("o1")).set(|o| o.total.to(5)).explain()?;
/// let step = &explanation.steps[0];
/// assert_eq!(step.operation, "UpdateItem");
/// assert_eq!(step.expressions[0], ("UpdateExpression", "SET #n0 = :v0".to_owned()));
/// assert_eq!(step.names["#n0"], "total");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// The operation, as the service calls it.
    pub operation: &'static str,
    /// What it is done for each of, such as `page`; once if `None`. How many there are, only the data says.
    pub each: Option<&'static str>,
    /// The table.
    pub table: TableName,
    /// The index that is read; the table itself if `None`.
    pub index: Option<String>,
    /// The key of the item, if it is of one.
    pub key: Option<Item>,
    /// The expressions, each with the name it has in the request.
    pub expressions: Vec<(&'static str, String)>,
    /// What else a read says of how it reads, each with the name it has in the request: how many items, in which direction,
    /// from where on. What the service takes by default is left out.
    pub settings: Vec<(&'static str, String)>,
    /// The condition on which what is read is returned, if there is one; always if `None`. Nothing of it is sent: the library
    /// looks at what comes back, and leaves out what has expired or was softly deleted. Of queries and scans it is only what
    /// their filter cannot say, as nothing in the item tells the entity; each condition then names its entity.
    pub visible_if: Option<String>,
    /// The attribute names that the placeholders in expressions stand for.
    pub names: BTreeMap<String, String>,
    /// The values that the placeholders in expressions stand for.
    pub values: BTreeMap<String, Value>,
    /// What it consumes, of the table and of each index.
    pub costs: Vec<Cost>,
}

impl Step {
    pub(super) fn new(operation: &'static str, table: &TableName, costs: Vec<Cost>) -> Self {
        Self {
            operation,
            each: None,
            table: table.clone(),
            index: None,
            key: None,
            expressions: Vec::new(),
            settings: Vec::new(),
            visible_if: None,
            names: BTreeMap::new(),
            values: BTreeMap::new(),
            costs,
        }
    }

    /// Takes the primary key out of the item, or its key.
    pub(super) fn of_item(mut self, table: &TableSchema, item: &Item) -> Self {
        let names = table.key.all().map(|key| key.name);
        self.key = Some(names.filter_map(|name| Some((name, item.get(name)?.to_value()))).collect());
        self
    }

    pub(super) fn for_each(mut self, what: &'static str) -> Self {
        self.each = Some(what);
        self
    }

    pub(super) fn or_for_each(self, what: &'static str) -> Self {
        if self.each.is_some() { self } else { self.for_each(what) }
    }

    pub(super) fn on_index(mut self, index: Option<&str>) -> Self {
        self.index = index.map(str::to_owned);
        self
    }

    /// Says how something is set, unless it is left to the service.
    pub(super) fn setting(mut self, name: &'static str, value: Option<impl ToString>) -> Self {
        self.settings.extend(value.map(|value| (name, value.to_string())));
        self
    }

    pub(super) fn consistent(self, is_consistent: bool) -> Self {
        self.setting("ConsistentRead", is_consistent.then_some(true))
    }

    /// Says of a page how many items it has at most, how consistent they are, and which it starts after.
    pub(super) fn reading_page(self, limit: Option<u32>, is_consistent: bool, start: Option<&Item>) -> Self {
        let paged = self.setting("Limit", limit).consistent(is_consistent);
        paged.setting("ExclusiveStartKey", start.map(shown))
    }

    /// Says on which conditions what is read is returned, each of the entity that it names, or of all.
    fn visible_if<'c>(
        mut self,
        conditions: impl IntoIterator<Item = (Option<&'static str>, &'c Condition)>,
    ) -> Self {
        let mut renderer = Renderer::resumed(self.names, self.values);
        let told = conditions.into_iter().map(|(entity, condition)| {
            let condition = renderer.condition(condition);
            match entity {
                None => condition,
                Some(entity) => format!("{condition}, of `{entity}`"),
            }
        });
        self.visible_if = Some(told.collect::<Vec<_>>().join("; ")).filter(|told| !told.is_empty());
        (self.names, self.values) = renderer.into_parts();
        self
    }

    /// Writes the expressions there are, with placeholders of their own.
    pub(super) fn expressing(mut self, write: impl FnOnce(&mut Expressions)) -> Self {
        let mut expressions = Expressions { renderer: Renderer::new(), written: Vec::new() };
        write(&mut expressions);
        self.expressions = expressions.written;
        (self.names, self.values) = expressions.renderer.into_parts();
        self
    }
}

impl Explanation {
    /// Says of each step on which condition what it reads is returned, if there is one.
    pub(crate) fn visible_if(mut self, conditions: impl IntoIterator<Item = Option<Condition>>) -> Self {
        let steps = self.steps.into_iter().zip(conditions);
        self.steps = steps.map(|(step, of)| step.visible_if(of.iter().map(|of| (None, of)))).collect();
        self
    }

    /// Says of every step of which entities what it reads is returned on which condition, if there are any.
    pub(crate) fn visible_of(mut self, conditions: &[(&'static str, Condition)]) -> Self {
        let of = || conditions.iter().map(|(entity, condition)| (Some(*entity), condition));
        self.steps = self.steps.into_iter().map(|step| step.visible_if(of())).collect();
        self
    }
}

/// The expressions of one operation.
pub(super) struct Expressions {
    renderer: Renderer,
    written: Vec<(&'static str, String)>,
}

impl Expressions {
    /// Adds an expression, if there is one.
    pub(super) fn add<E>(
        &mut self,
        name: &'static str,
        expression: Option<&E>,
        render: impl FnOnce(&mut Renderer, &E) -> String,
    ) {
        if let Some(expression) = expression {
            let text = render(&mut self.renderer, expression);
            self.written.push((name, text));
        }
    }

    /// Adds the condition of a write.
    pub(super) fn condition(&mut self, condition: Option<&Condition>) {
        self.add("ConditionExpression", condition, Renderer::condition);
    }
}

/// Writes a key, an attribute after the other.
pub(super) fn shown(key: &Item) -> String {
    let attributes =
        key.iter().map(|(name, value)| format!("{name} = {}", value.to_value().to_dynamodb_json()));
    attributes.collect::<Vec<_>>().join(", ")
}
