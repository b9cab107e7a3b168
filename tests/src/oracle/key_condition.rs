//! Key conditions: checked, and then asked which sort keys they select.

use dynamo_model::expr::{KeyCondition, SortRange};
use dynamo_model::request::KeyKind;
use dynamo_model::value::{Value, ValueKind};

use super::key::{Key, KeyValue, Schema};
use super::{Answer, Attributes, Refusal, check, condition};

const EXPRESSION: &str = "KeyConditionExpression";
const WRONG_TYPE: &str =
    "One or more parameter values were invalid: Condition parameter type does not match schema type";

/// The partition a query reads, and what it selects there.
#[derive(Clone, Debug)]
pub(super) struct Selection {
    pub(super) partition: Key,
    /// The values of the leading sort key attributes.
    equals: Key,
    /// The range of the sort key attribute that follows.
    range: Option<Range>,
}

#[derive(Clone, Debug)]
enum Range {
    Lt(KeyValue),
    Le(KeyValue),
    Gt(KeyValue),
    Ge(KeyValue),
    Between(KeyValue, KeyValue),
    BeginsWith(KeyValue),
}

/// Checks a key condition before its table is known.
pub(super) fn check(condition: &KeyCondition) -> Answer<()> {
    let constants = condition.equals().iter().map(|(_, value)| value);
    constants
        .chain(condition.range().map(|(_, range)| values(range)).unwrap_or_default())
        .try_for_each(|value| check::constant(value, check::Nesting::OfItems))?;
    if let Some((_, range)) = condition.range() {
        check_range(range)?;
    }
    let names = names(condition);
    let repeated = names.iter().enumerate().any(|(place, name)| names[..place].contains(name));
    if repeated {
        return Err(Refusal::validation(format!(
            "Invalid {EXPRESSION}: KeyConditionExpressions must only contain one condition per key"
        )));
    }
    Ok(())
}

fn check_range(range: &SortRange) -> Answer<()> {
    let operator = match range {
        SortRange::Lt(_) => "<",
        SortRange::Le(_) => "<=",
        SortRange::Gt(_) => ">",
        SortRange::Ge(_) => ">=",
        SortRange::Between(..) => "BETWEEN",
        SortRange::BeginsWith(_) => "begins_with",
    };
    let suits = |kind: ValueKind| match range {
        SortRange::BeginsWith(_) => matches!(kind, ValueKind::S | ValueKind::B),
        _ => kind.is_key(),
    };
    if let Some(value) = values(range).into_iter().find(|value| !suits(value.kind())) {
        return Err(Refusal::validation(format!(
            "Invalid {EXPRESSION}: Incorrect operand type for operator or function; operator or function: {operator}, \
             operand type: {}",
            value.kind()
        )));
    }
    match range {
        SortRange::Between(low, high) => condition::ordered_constants(EXPRESSION, low, high),
        _ => Ok(()),
    }
}

fn values(range: &SortRange) -> Vec<&Value> {
    match range {
        SortRange::Lt(value)
        | SortRange::Le(value)
        | SortRange::Gt(value)
        | SortRange::Ge(value)
        | SortRange::BeginsWith(value) => vec![value],
        SortRange::Between(low, high) => vec![low, high],
    }
}

fn names(condition: &KeyCondition) -> Vec<&str> {
    let equals = condition.equals().iter().map(|(name, _)| name.as_str());
    equals.chain(condition.range().map(|(name, _)| name)).collect()
}

/// Reads a key condition against the key it is meant for.
pub(super) fn select(schema: &Schema, condition: &KeyCondition) -> Answer<Selection> {
    check_names(schema, condition)?;
    check_types(schema, condition, |_| true)?;
    let equals: Attributes = condition.equals().iter().cloned().collect();
    check_sizes(schema, &equals, condition)?;
    let partition = schema.partition_of(&equals).ok_or_else(Refusal::invalid)?;
    let leading = schema.sort.iter().map_while(|(name, _)| KeyValue::of(equals.get(name)?)).collect();
    let range = condition.range().and_then(|(_, range)| typed(range));
    Ok(Selection { partition, equals: leading, range })
}

/// Requires the values to fit into keys, the bounds of a range each on its own.
fn check_sizes(schema: &Schema, equals: &Attributes, condition: &KeyCondition) -> Answer<()> {
    schema.refuse_long(equals)?;
    let Some((name, range)) = condition.range() else { return Ok(()) };
    values(range).into_iter().try_for_each(|value| {
        let mut with_bound = equals.clone();
        with_bound.insert(name.to_owned(), value.clone());
        schema.refuse_long(&with_bound)
    })
}

fn check_names(schema: &Schema, condition: &KeyCondition) -> Answer<()> {
    let names = names(condition);
    let equal = |name: &str| condition.equals().iter().any(|(one, _)| one == name);
    let attributes = schema.attributes().count();
    if names.len() > attributes {
        return Err(Refusal::validation(format!(
            "The number of query conditions ({}) exceeds the number of key attributes defined in the schema ({attributes})",
            names.len()
        )));
    }
    if let ([(partition, _)], 0 | 1) = (schema.partition.as_slice(), schema.sort.len()) {
        check_types(schema, condition, |name| name == partition)?;
    }
    let lacking: Vec<&str> =
        schema.partition.iter().map(|(name, _)| name.as_str()).filter(|name| !equal(name)).collect();
    if !lacking.is_empty() {
        return Err(lacks_partition(schema, lacking, &names));
    }
    match names.iter().find(|name| !schema.has(name)) {
        None => check_gaps(schema, &names, equal),
        Some(_) if schema.sort.len() == 1 => Err(missed(&schema.sort[0].0)),
        Some(_) => Err(Refusal::invalid()),
    }
}

fn lacks_partition(schema: &Schema, lacking: Vec<&str>, names: &[&str]) -> Refusal {
    let (compared, absent): (Vec<&str>, Vec<&str>) =
        lacking.into_iter().partition(|name| names.contains(name));
    if schema.partition.len() > 1 || schema.sort.len() > 1 {
        let told = if absent.is_empty() { compared } else { absent };
        return Refusal::validation(format!(
            "HASH key attributes {} must have equality conditions specified in the query",
            told.join(", ")
        ));
    }
    match absent.first() {
        None => Refusal::validation("Query key condition not supported"),
        Some(name) => missed(name),
    }
}

fn missed(name: &str) -> Refusal {
    Refusal::validation(format!("Query condition missed key schema element: {name}"))
}

/// Requires equality on every sort key attribute before the last one named.
fn check_gaps(schema: &Schema, names: &[&str], equal: impl Fn(&str) -> bool) -> Answer<()> {
    let sort: Vec<&str> = schema.sort.iter().map(|(name, _)| name.as_str()).collect();
    let Some(last) = sort.iter().rposition(|name| names.contains(name)) else { return Ok(()) };
    let gaps: Vec<&str> = sort[..last].iter().copied().filter(|name| !equal(name)).collect();
    let [gap] = gaps[..] else {
        // How several are listed is not known.
        return if gaps.is_empty() { Ok(()) } else { Err(Refusal::invalid()) };
    };
    let after = sort.iter().skip_while(|name| **name != gap).skip(1).filter(|name| names.contains(name));
    // Nor which of several conditions after the gap is named.
    Err(Refusal::one_of(after.map(|name| {
        format!(
            "RANGE key attributes {gap} must have equality conditions specified in the query because a condition is \
             present on key attribute {name}"
        )
    })))
}

fn check_types(schema: &Schema, condition: &KeyCondition, of: impl Fn(&str) -> bool) -> Answer<()> {
    let fits =
        |name: &str, value: &Value| !of(name) || schema.kind_of(name).is_some_and(|kind| is_of(value, kind));
    let equals = condition.equals().iter().all(|(name, value)| fits(name, value));
    let range = condition
        .range()
        .is_none_or(|(name, range)| values(range).into_iter().all(|value| fits(name, value)));
    if equals && range { Ok(()) } else { Err(Refusal::validation(WRONG_TYPE)) }
}

fn is_of(value: &Value, kind: KeyKind) -> bool {
    value.kind().as_str() == kind.as_str()
}

fn typed(range: &SortRange) -> Option<Range> {
    Some(match range {
        SortRange::Lt(value) => Range::Lt(KeyValue::of(value)?),
        SortRange::Le(value) => Range::Le(KeyValue::of(value)?),
        SortRange::Gt(value) => Range::Gt(KeyValue::of(value)?),
        SortRange::Ge(value) => Range::Ge(KeyValue::of(value)?),
        SortRange::Between(low, high) => Range::Between(KeyValue::of(low)?, KeyValue::of(high)?),
        SortRange::BeginsWith(prefix) => Range::BeginsWith(KeyValue::of(prefix)?),
    })
}

impl Selection {
    /// Whether the query reads what has this sort key.
    pub(super) fn selects(&self, sort: &Key) -> bool {
        sort.starts_with(&self.equals)
            && match (&self.range, sort.get(self.equals.len())) {
                (None, _) => true,
                (Some(range), Some(value)) => range.holds(value),
                (Some(_), None) => false,
            }
    }

    /// Whether there is a condition on a sort key attribute.
    pub(super) fn has_sort_condition(&self) -> bool {
        !self.equals.is_empty() || self.range.is_some()
    }

    /// Whether the condition names one value of every sort key attribute.
    pub(super) fn is_whole_key(&self, schema: &Schema) -> bool {
        self.equals.len() == schema.sort.len()
    }
}

impl Range {
    fn holds(&self, value: &KeyValue) -> bool {
        match self {
            Self::Lt(bound) => value < bound,
            Self::Le(bound) => value <= bound,
            Self::Gt(bound) => value > bound,
            Self::Ge(bound) => value >= bound,
            Self::Between(low, high) => low <= value && value <= high,
            Self::BeginsWith(prefix) => value.starts_with(prefix),
        }
    }
}
