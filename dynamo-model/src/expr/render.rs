use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{
    Condition, Element, KeyCondition, Operand, Path, Projection, SetOperand, SetValue, SortRange, Update,
};
use crate::value::Value;

/// Renders the expressions of one request, sharing placeholders between them.
///
/// Every name becomes `#n…` and every value `:v…`, so reserved words, dots and odd characters never matter.
///
/// ```
/// use dynamo_model::expr::{KeyCondition, Renderer, SortRange};
///
/// let mut renderer = Renderer::new();
/// let lines = KeyCondition::partition("PK", "o#1").with_range("SK", SortRange::BeginsWith("p#".into()));
/// assert_eq!(renderer.key_condition(&lines), "#n0 = :v0 AND begins_with(#n1, :v1)");
/// assert_eq!(renderer.values().len(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Renderer {
    by_name: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    values: BTreeMap<String, Value>,
}

/// How tightly a condition binds: parentheses go around what binds less than its surroundings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Not,
}

impl Renderer {
    /// Makes a renderer without placeholders.
    ///
    /// ```
    /// use dynamo_model::expr::Renderer;
    ///
    /// assert!(Renderer::new().names().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes one that goes on with the placeholders of another.
    pub(crate) fn resumed(names: BTreeMap<String, String>, values: BTreeMap<String, Value>) -> Self {
        let by_name = names.iter().map(|(placeholder, name)| (name.clone(), placeholder.clone())).collect();
        Self { by_name, names, values }
    }

    /// Returns the placeholders of names used so far, as `#n0` to attribute name.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Renderer};
    ///
    /// let mut renderer = Renderer::new();
    /// renderer.condition(&Condition::exists("status"));
    /// assert_eq!(renderer.names().get("#n0").map(String::as_str), Some("status"));
    /// ```
    #[must_use]
    pub fn names(&self) -> &BTreeMap<String, String> {
        &self.names
    }

    /// Returns the placeholders of values used so far, as `:v0` to value.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path, Renderer};
    ///
    /// let mut renderer = Renderer::new();
    /// renderer.condition(&Condition::eq(Path::attribute("status"), "open"));
    /// assert_eq!(renderer.values().get(":v0"), Some(&"open".into()));
    /// ```
    #[must_use]
    pub fn values(&self) -> &BTreeMap<String, Value> {
        &self.values
    }

    /// Takes the placeholders: names, then values.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path, Renderer};
    ///
    /// let mut renderer = Renderer::new();
    /// renderer.condition(&Condition::eq(Path::attribute("status"), "open"));
    /// let (names, values) = renderer.into_parts();
    /// assert_eq!((names.len(), values.len()), (1, 1));
    /// ```
    #[must_use]
    pub fn into_parts(self) -> (BTreeMap<String, String>, BTreeMap<String, Value>) {
        (self.names, self.values)
    }

    /// Renders a condition or filter.
    ///
    /// ```
    /// use dynamo_model::expr::{Condition, Path, Renderer};
    ///
    /// let mut renderer = Renderer::new();
    /// assert_eq!(renderer.condition(&Condition::eq(Path::attribute("status"), "open")), "#n0 = :v0");
    /// assert_eq!(renderer.condition(&Condition::exists("status")), "attribute_exists(#n0)", "the name is known");
    /// ```
    pub fn condition(&mut self, condition: &Condition) -> String {
        let mut out = String::new();
        self.write_condition(&mut out, condition, Binding::Or);
        out
    }

    /// Renders a key condition.
    ///
    /// ```
    /// use dynamo_model::expr::{KeyCondition, Renderer};
    ///
    /// let one = KeyCondition::partition("PK", "o#1").with_equal("SK", 7);
    /// assert_eq!(Renderer::new().key_condition(&one), "#n0 = :v0 AND #n1 = :v1");
    /// ```
    pub fn key_condition(&mut self, condition: &KeyCondition) -> String {
        let mut clauses = Vec::new();
        for (name, value) in condition.equals() {
            clauses.push(format!("{} = {}", self.name(name), self.value(value)));
        }
        for (name, range) in condition.ranges() {
            clauses.push(self.sort_range(name, range));
        }
        clauses.join(" AND ")
    }

    /// Renders a projection.
    ///
    /// ```
    /// use dynamo_model::expr::{Path, Projection, Renderer};
    ///
    /// let projection: Projection = [Path::attribute("total"), Path::attribute("lines").index(0)].into_iter().collect();
    /// assert_eq!(Renderer::new().projection(&projection), "#n0, #n1[0]");
    /// ```
    pub fn projection(&mut self, projection: &Projection) -> String {
        let paths: Vec<String> = projection.paths().iter().map(|path| self.path(path)).collect();
        paths.join(", ")
    }

    /// Renders an update; the sections that are empty are left out.
    ///
    /// ```
    /// use dynamo_model::expr::{Renderer, Update};
    ///
    /// let pay = Update::new().set("status", "paid").remove("draft");
    /// assert_eq!(Renderer::new().update(&pay), "SET #n0 = :v0 REMOVE #n1");
    /// ```
    pub fn update(&mut self, update: &Update) -> String {
        let mut sections = Vec::new();
        let sets: Vec<String> = update
            .sets()
            .iter()
            .map(|action| format!("{} = {}", self.path(&action.path), self.set_value(&action.value)))
            .collect();
        push_section(&mut sections, "SET", &sets);
        let removes: Vec<String> = update.removes().iter().map(|path| self.path(path)).collect();
        push_section(&mut sections, "REMOVE", &removes);
        let adds = self.pairs(update.adds());
        push_section(&mut sections, "ADD", &adds);
        let deletes = self.pairs(update.deletes());
        push_section(&mut sections, "DELETE", &deletes);
        sections.join(" ")
    }

    fn pairs(&mut self, pairs: &[(Path, Value)]) -> Vec<String> {
        pairs.iter().map(|(path, value)| format!("{} {}", self.path(path), self.value(value))).collect()
    }

    fn write_condition(&mut self, out: &mut String, condition: &Condition, outer: Binding) {
        let binding = match condition {
            Condition::Or(..) => Binding::Or,
            Condition::And(..) => Binding::And,
            _ => Binding::Not,
        };
        if binding < outer {
            out.push('(');
            self.write_bare(out, condition);
            out.push(')');
        } else {
            self.write_bare(out, condition);
        }
    }

    fn write_bare(&mut self, out: &mut String, condition: &Condition) {
        match condition {
            // Both operators associate to the left, so a right operand of the same kind needs parentheses to
            // parse back into the same tree.
            Condition::Or(left, right) => {
                self.write_pair(out, left, " OR ", right, Binding::Or, Binding::And)
            }
            Condition::And(left, right) => {
                self.write_pair(out, left, " AND ", right, Binding::And, Binding::Not)
            }
            Condition::Not(inner) => {
                out.push_str("NOT ");
                self.write_condition(out, inner, Binding::Not);
            }
            leaf => out.push_str(&self.leaf(leaf)),
        }
    }

    fn write_pair(
        &mut self,
        out: &mut String,
        left: &Condition,
        operator: &str,
        right: &Condition,
        left_binding: Binding,
        right_binding: Binding,
    ) {
        self.write_condition(out, left, left_binding);
        out.push_str(operator);
        self.write_condition(out, right, right_binding);
    }

    fn leaf(&mut self, condition: &Condition) -> String {
        match condition {
            Condition::Compare { op, left, right } => {
                format!("{} {} {}", self.operand(left), op.as_str(), self.operand(right))
            }
            Condition::Between { operand, low, high } => {
                format!("{} BETWEEN {} AND {}", self.operand(operand), self.operand(low), self.operand(high))
            }
            Condition::In { operand, list } => {
                let operand = self.operand(operand);
                let list: Vec<String> = list.iter().map(|item| self.operand(item)).collect();
                format!("{operand} IN ({})", list.join(", "))
            }
            Condition::Exists(path) => format!("attribute_exists({})", self.path(path)),
            Condition::NotExists(path) => format!("attribute_not_exists({})", self.path(path)),
            Condition::Type(operand, kind) => {
                let operand = self.operand(operand);
                format!("attribute_type({operand}, {})", self.value(&Value::from(kind.as_str())))
            }
            Condition::BeginsWith(operand, prefix) => {
                format!("begins_with({}, {})", self.operand(operand), self.operand(prefix))
            }
            Condition::Contains(operand, part) => {
                format!("contains({}, {})", self.operand(operand), self.operand(part))
            }
            Condition::And(..) | Condition::Or(..) | Condition::Not(_) => self.condition(condition),
        }
    }

    fn sort_range(&mut self, name: &str, range: &SortRange) -> String {
        let name = self.name(name);
        match range {
            SortRange::Lt(value) => format!("{name} < {}", self.value(value)),
            SortRange::Le(value) => format!("{name} <= {}", self.value(value)),
            SortRange::Gt(value) => format!("{name} > {}", self.value(value)),
            SortRange::Ge(value) => format!("{name} >= {}", self.value(value)),
            SortRange::Between(low, high) => {
                format!("{name} BETWEEN {} AND {}", self.value(low), self.value(high))
            }
            SortRange::BeginsWith(prefix) => format!("begins_with({name}, {})", self.value(prefix)),
        }
    }

    fn set_value(&mut self, value: &SetValue) -> String {
        match value {
            SetValue::Operand(operand) => self.set_operand(operand),
            SetValue::Add(left, right) => {
                format!("{} + {}", self.set_operand(left), self.set_operand(right))
            }
            SetValue::Subtract(left, right) => {
                format!("{} - {}", self.set_operand(left), self.set_operand(right))
            }
        }
    }

    fn set_operand(&mut self, operand: &SetOperand) -> String {
        match operand {
            SetOperand::Path(path) => self.path(path),
            SetOperand::Value(value) => self.value(value),
            SetOperand::IfNotExists(path, fallback) => {
                format!("if_not_exists({}, {})", self.path(path), self.set_operand(fallback))
            }
            SetOperand::ListAppend(first, second) => {
                format!("list_append({}, {})", self.set_operand(first), self.set_operand(second))
            }
        }
    }

    fn operand(&mut self, operand: &Operand) -> String {
        match operand {
            Operand::Path(path) => self.path(path),
            Operand::Value(value) => self.value(value),
            Operand::Size(path) => format!("size({})", self.path(path)),
            Operand::SizeOfValue(value) => format!("size({})", self.value(value)),
        }
    }

    fn path(&mut self, path: &Path) -> String {
        let mut out = self.name(path.root());
        for element in path.rest() {
            // Writing to a String cannot fail.
            let _ = match element {
                Element::Key(key) => write!(out, ".{}", self.name(key)),
                Element::Index(index) => write!(out, "[{index}]"),
            };
        }
        out
    }

    fn name(&mut self, name: &str) -> String {
        if let Some(placeholder) = self.by_name.get(name) {
            return placeholder.clone();
        }
        let placeholder = format!("#n{}", self.names.len());
        self.names.insert(placeholder.clone(), name.to_owned());
        self.by_name.insert(name.to_owned(), placeholder.clone());
        placeholder
    }

    fn value(&mut self, value: &Value) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), value.clone());
        placeholder
    }
}

fn push_section(sections: &mut Vec<String>, keyword: &str, clauses: &[String]) {
    if !clauses.is_empty() {
        sections.push(format!("{keyword} {}", clauses.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(condition: &Condition) -> String {
        Renderer::new().condition(condition)
    }

    fn named(name: &str) -> Condition {
        Condition::exists(name)
    }

    #[test]
    fn parentheses_stand_only_where_precedence_needs_them() {
        let both = named("a").and(named("b"));
        assert_eq!(
            render(&both.clone().or(named("c"))),
            "attribute_exists(#n0) AND attribute_exists(#n1) OR attribute_exists(#n2)"
        );
        assert_eq!(
            render(&named("c").or(named("a")).and(named("b"))),
            "(attribute_exists(#n0) OR attribute_exists(#n1)) AND attribute_exists(#n2)"
        );
        assert_eq!(render(&!both), "NOT (attribute_exists(#n0) AND attribute_exists(#n1))");
    }

    #[test]
    fn right_nested_chains_keep_their_shape() {
        let chain = named("a").and(named("b").and(named("c")));
        assert_eq!(
            render(&chain),
            "attribute_exists(#n0) AND (attribute_exists(#n1) AND attribute_exists(#n2))"
        );
    }

    #[test]
    fn one_name_gets_one_placeholder_across_expressions() {
        let mut renderer = Renderer::new();
        let update = Update::new()
            .set("total", SetValue::Add(Path::attribute("total").into(), 1.into()))
            .remove(Path::attribute("lines").index(2).key("total"));
        assert_eq!(renderer.update(&update), "SET #n0 = #n0 + :v0 REMOVE #n1[2].#n0");
        assert_eq!(renderer.condition(&Condition::gt(Path::attribute("total"), 5)), "#n0 > :v1");
        assert_eq!(renderer.names().len(), 2);
    }

    #[test]
    fn functions_nest_in_assignments() {
        let list = SetOperand::list_append(
            SetOperand::if_not_exists("log", Value::L(Vec::new())),
            Value::L(vec![Value::from("x")]),
        );
        let update =
            Update::new().set("log", list).add("n", 1).delete("tags", Value::Ss(["a".to_owned()].into()));
        assert_eq!(
            Renderer::new().update(&update),
            "SET #n0 = list_append(if_not_exists(#n0, :v0), :v1) ADD #n1 :v2 DELETE #n2 :v3"
        );
    }
}
