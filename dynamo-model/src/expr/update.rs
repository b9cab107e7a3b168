use super::Path;
use crate::value::Value;

/// What an update changes. Every right-hand side reads the item as it was before.
///
/// ```
/// use dynamo_model::expr::Update;
///
/// let update = Update::new().set("status", "paid").add("version", 1).remove("draft");
/// assert_eq!(update.sets().len(), 1);
/// assert!(!update.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    sets: Vec<SetAction>,
    removes: Vec<Path>,
    adds: Vec<(Path, Value)>,
    deletes: Vec<(Path, Value)>,
}

/// One assignment of the `SET` section.
///
/// ```
/// use dynamo_model::expr::{SetAction, Update};
///
/// let pay = SetAction { path: "status".into(), value: "paid".into() };
/// assert_eq!(Update::new().with_set(pay), Update::new().set("status", "paid"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAction {
    /// Where the value goes. Parents must exist.
    pub path: Path,
    /// What goes there.
    pub value: SetValue,
}

/// The right-hand side of an assignment.
///
/// ```
/// use dynamo_model::expr::{Path, Renderer, SetValue, Update};
///
/// let raised = SetValue::Add(Path::attribute("price").into(), 5.into());
/// let update = Update::new().set("price", raised);
/// assert_eq!(Renderer::new().update(&update), "SET #n0 = #n0 + :v0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetValue {
    /// One operand.
    Operand(SetOperand),
    /// `left + right`, both numbers.
    Add(SetOperand, SetOperand),
    /// `left - right`, both numbers.
    Subtract(SetOperand, SetOperand),
}

/// A term of an assignment.
///
/// ```
/// use dynamo_model::expr::{Path, Renderer, SetOperand, Update};
///
/// let first_seen = SetOperand::if_not_exists("first_seen", "2026-11-26");
/// let update = Update::new().set("first_seen", first_seen).set("backup", Path::attribute("status"));
/// assert_eq!(
///     Renderer::new().update(&update),
///     "SET #n0 = if_not_exists(#n0, :v0), #n1 = #n2",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetOperand {
    /// The value at a path; an error if there is none.
    Path(Path),
    /// A constant.
    Value(Value),
    /// `if_not_exists(path, fallback)`.
    IfNotExists(Path, Box<SetOperand>),
    /// `list_append(first, second)`.
    ListAppend(Box<SetOperand>, Box<SetOperand>),
}

impl Update {
    /// Makes an update that changes nothing yet.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    ///
    /// assert!(Update::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Assigns a value.
    ///
    /// ```
    /// use dynamo_model::expr::{Renderer, Update};
    ///
    /// assert_eq!(Renderer::new().update(&Update::new().set("status", "paid")), "SET #n0 = :v0");
    /// ```
    #[must_use]
    pub fn set(self, path: impl Into<Path>, value: impl Into<SetValue>) -> Self {
        self.with_set(SetAction { path: path.into(), value: value.into() })
    }

    /// Adds an assignment.
    ///
    /// ```
    /// use dynamo_model::expr::{SetAction, Update};
    ///
    /// let action = SetAction { path: "status".into(), value: "paid".into() };
    /// assert_eq!(Update::new().with_set(action), Update::new().set("status", "paid"));
    /// ```
    #[must_use]
    pub fn with_set(mut self, action: SetAction) -> Self {
        self.sets.push(action);
        self
    }

    /// Deletes an attribute, map entry or list element.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Renderer, Update};
    ///
    /// let update = Update::new().remove("draft").remove(Path::attribute("lines").index(0));
    /// assert_eq!(Renderer::new().update(&update), "REMOVE #n0, #n1[0]");
    /// ```
    #[must_use]
    pub fn remove(mut self, path: impl Into<Path>) -> Self {
        self.removes.push(path.into());
        self
    }

    /// Adds to a number (absent counts as 0) or adds members to a set.
    ///
    /// ```
    /// use dynamo_model::expr::{Renderer, Update};
    ///
    /// assert_eq!(Renderer::new().update(&Update::new().add("visits", 1)), "ADD #n0 :v0");
    /// ```
    #[must_use]
    pub fn add(mut self, path: impl Into<Path>, value: impl Into<Value>) -> Self {
        self.adds.push((path.into(), value.into()));
        self
    }

    /// Takes members out of a set; an emptied set disappears.
    ///
    /// ```
    /// use dynamo_model::expr::{Renderer, Update};
    /// use dynamo_model::value::Value;
    ///
    /// let members = Value::Ss(["sale".to_owned()].into());
    /// assert_eq!(Renderer::new().update(&Update::new().delete("tags", members)), "DELETE #n0 :v0");
    /// ```
    #[must_use]
    pub fn delete(mut self, path: impl Into<Path>, members: impl Into<Value>) -> Self {
        self.deletes.push((path.into(), members.into()));
        self
    }

    /// Adds everything another update changes.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    ///
    /// let both = Update::new().set("status", "paid").and(Update::new().remove("draft"));
    /// assert_eq!(both, Update::new().set("status", "paid").remove("draft"));
    /// ```
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.sets.extend(other.sets);
        self.removes.extend(other.removes);
        self.adds.extend(other.adds);
        self.deletes.extend(other.deletes);
        self
    }

    /// Returns the `SET` section.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    ///
    /// let update = Update::new().set("status", "paid").remove("draft");
    /// assert_eq!(update.sets().len(), 1);
    /// ```
    #[must_use]
    pub fn sets(&self) -> &[SetAction] {
        &self.sets
    }

    /// Returns the `REMOVE` section.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Update};
    ///
    /// let update = Update::new().set("status", "paid").remove("draft");
    /// assert_eq!(update.removes(), [Path::attribute("draft")]);
    /// ```
    #[must_use]
    pub fn removes(&self) -> &[Path] {
        &self.removes
    }

    /// Returns the `ADD` section.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Update};
    ///
    /// assert_eq!(Update::new().add("visits", 1).adds(), [(Path::attribute("visits"), 1.into())]);
    /// ```
    #[must_use]
    pub fn adds(&self) -> &[(Path, Value)] {
        &self.adds
    }

    /// Returns the `DELETE` section.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Update};
    /// use dynamo_model::value::Value;
    ///
    /// let sale = || Value::Ss(["sale".to_owned()].into());
    /// assert_eq!(Update::new().delete("tags", sale()).deletes(), [(Path::attribute("tags"), sale())]);
    /// ```
    #[must_use]
    pub fn deletes(&self) -> &[(Path, Value)] {
        &self.deletes
    }

    /// Whether no section has anything in it.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    ///
    /// assert!(Update::new().is_empty());
    /// assert!(!Update::new().remove("draft").is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty() && self.removes.is_empty() && self.adds.is_empty() && self.deletes.is_empty()
    }

    /// Iterates over every path the update writes, sections in the order `SET`, `REMOVE`, `ADD`, `DELETE`.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    ///
    /// let update = Update::new().add("visits", 1).remove("draft").set("status", "paid");
    /// let names: Vec<&str> = update.targets().map(|path| path.root()).collect();
    /// assert_eq!(names, ["status", "draft", "visits"]);
    /// ```
    pub fn targets(&self) -> impl Iterator<Item = &Path> {
        let sets = self.sets.iter().map(|action| &action.path);
        let adds = self.adds.iter().map(|(path, _)| path);
        let deletes = self.deletes.iter().map(|(path, _)| path);
        sets.chain(&self.removes).chain(adds).chain(deletes)
    }
}

impl SetOperand {
    /// Makes `if_not_exists(path, fallback)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Renderer, SetOperand, Update};
    ///
    /// let first = Update::new().set("first_seen", SetOperand::if_not_exists("first_seen", 5));
    /// assert_eq!(Renderer::new().update(&first), "SET #n0 = if_not_exists(#n0, :v0)");
    /// ```
    pub fn if_not_exists(path: impl Into<Path>, fallback: impl Into<SetOperand>) -> Self {
        Self::IfNotExists(path.into(), Box::new(fallback.into()))
    }

    /// Makes `list_append(first, second)`.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Renderer, SetOperand, Update};
    /// use dynamo_model::value::Value;
    ///
    /// let more = Value::L(vec!["bread".into()]);
    /// let update = Update::new().set("lines", SetOperand::list_append(Path::attribute("lines"), more));
    /// assert_eq!(Renderer::new().update(&update), "SET #n0 = list_append(#n0, :v0)");
    /// ```
    pub fn list_append(first: impl Into<SetOperand>, second: impl Into<SetOperand>) -> Self {
        Self::ListAppend(Box::new(first.into()), Box::new(second.into()))
    }
}

impl From<Path> for SetOperand {
    fn from(path: Path) -> Self {
        Self::Path(path)
    }
}

impl<V: Into<Value>> From<V> for SetOperand {
    fn from(value: V) -> Self {
        Self::Value(value.into())
    }
}

impl<O: Into<SetOperand>> From<O> for SetValue {
    fn from(operand: O) -> Self {
        Self::Operand(operand.into())
    }
}
