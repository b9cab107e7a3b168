//! Items and expressions out of arbitrary bytes. Few names, so that expressions meet what items hold.
//!
//! Once the bytes are used up, every choice is the first one: what repeats has a count, not a condition.

use arbitrary::{Result, Unstructured};
use dynamo_model::expr::{
    Comparison, Condition, KeyCondition, Operand, Path, Projection, SetAction, SetOperand, SetValue,
    SortRange, Update,
};
use dynamo_model::value::{Item, Number, Value, ValueKind};

/// How deep values and expressions nest. Deeper than the service allows, now and then.
const DEEPEST: usize = 6;

const NAMES: &[&str] = &["a", "b", "c", "d", "p", "s", "x.y", "name", "é"];

pub(super) fn item(u: &mut Unstructured<'_>) -> Result<Item> {
    let mut item = Item::new();
    for _ in 0..u.int_in_range(0..=6)? {
        let name = name(u)?;
        item.insert(&name, value(u, DEEPEST)?);
    }
    Ok(item)
}

pub(super) fn number(u: &mut Unstructured<'_>) -> Result<Number> {
    if u.ratio(3, 4)? {
        return Ok(Number::from(i64::from(u.arbitrary::<i8>()?)));
    }
    let exponent = u.int_in_range(-140..=130)?;
    Ok(Number::from_parts(u.arbitrary()?, exponent).unwrap_or(Number::ZERO))
}

pub(super) fn value(u: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    let kinds = if depth == 0 { 8 } else { 10 };
    Ok(match u.int_in_range(0..=kinds - 1)? {
        0 => Value::S(text(u)?),
        1 => Value::N(number(u)?),
        2 => Value::B(text(u)?.into_bytes()),
        3 => Value::Bool(u.arbitrary()?),
        4 => Value::Null,
        5 => Value::Ss(members(u, text)?.into_iter().collect()),
        6 => Value::Ns(members(u, number)?.into_iter().collect()),
        7 => Value::Bs(members(u, |u| text(u).map(String::into_bytes))?.into_iter().collect()),
        8 => Value::L(several(u, |u| value(u, depth - 1))?),
        _ => Value::M(several(u, |u| Ok((name(u)?, value(u, depth - 1)?)))?.into_iter().collect()),
    })
}

pub(super) fn path(u: &mut Unstructured<'_>) -> Result<Path> {
    let mut path = Path::attribute(name(u)?);
    // More than half of all paths are attributes.
    for _ in 0..u.int_in_range(0_u8..=6)?.saturating_sub(4) {
        path = if u.arbitrary()? { path.key(name(u)?) } else { path.index(u.int_in_range(0..=3)?) };
    }
    Ok(path)
}

pub(super) fn condition(u: &mut Unstructured<'_>) -> Result<Condition> {
    nested_condition(u, DEEPEST)
}

fn nested_condition(u: &mut Unstructured<'_>, depth: usize) -> Result<Condition> {
    let kinds = if depth == 0 { 8 } else { 11 };
    Ok(match u.int_in_range(0..=kinds - 1)? {
        0 => Condition::Compare { op: comparison(u)?, left: operand(u)?, right: operand(u)? },
        1 => Condition::Between { operand: operand(u)?, low: operand(u)?, high: operand(u)? },
        2 => Condition::In { operand: operand(u)?, list: at_least_one(u, operand)? },
        3 => Condition::Exists(path(u)?),
        4 => Condition::NotExists(path(u)?),
        5 => Condition::Type(operand(u)?, *u.choose(&ValueKind::ALL)?),
        6 => Condition::BeginsWith(operand(u)?, operand(u)?),
        7 => Condition::Contains(operand(u)?, operand(u)?),
        8 => nested_condition(u, depth - 1)?.and(nested_condition(u, depth - 1)?),
        9 => nested_condition(u, depth - 1)?.or(nested_condition(u, depth - 1)?),
        _ => !nested_condition(u, depth - 1)?,
    })
}

fn comparison(u: &mut Unstructured<'_>) -> Result<Comparison> {
    let all =
        [Comparison::Eq, Comparison::Ne, Comparison::Lt, Comparison::Le, Comparison::Gt, Comparison::Ge];
    u.choose(&all).copied()
}

fn operand(u: &mut Unstructured<'_>) -> Result<Operand> {
    Ok(match u.int_in_range(0..=5)? {
        0 | 1 => Operand::Path(path(u)?),
        2 | 3 => Operand::Value(value(u, 2)?),
        4 => Operand::Size(path(u)?),
        _ => Operand::SizeOfValue(value(u, 2)?),
    })
}

pub(super) fn update(u: &mut Unstructured<'_>) -> Result<Update> {
    let mut update = Update::new();
    for _ in 0..u.int_in_range(0..=4)? {
        let path = path(u)?;
        update = match u.int_in_range(0..=5)? {
            0..=2 => update.with_set(SetAction { path, value: assigned(u)? }),
            3 => update.remove(path),
            4 => update.add(path, value(u, 2)?),
            _ => update.delete(path, value(u, 2)?),
        };
    }
    Ok(update)
}

fn assigned(u: &mut Unstructured<'_>) -> Result<SetValue> {
    Ok(match u.int_in_range(0..=3)? {
        0 => part(u, 3)?.into(),
        1 => SetOperand::list_append(part(u, 3)?, part(u, 3)?).into(),
        2 => SetValue::Add(part(u, 3)?, part(u, 3)?),
        _ => SetValue::Subtract(part(u, 3)?, part(u, 3)?),
    })
}

/// What may stand inside a function or a sum.
fn part(u: &mut Unstructured<'_>, depth: usize) -> Result<SetOperand> {
    let kinds = if depth == 0 { 2 } else { 3 };
    Ok(match u.int_in_range(0..=kinds - 1)? {
        0 => SetOperand::Path(path(u)?),
        1 => SetOperand::Value(value(u, 2)?),
        _ => SetOperand::if_not_exists(path(u)?, part(u, depth - 1)?),
    })
}

pub(super) fn projection(u: &mut Unstructured<'_>) -> Result<Projection> {
    Ok(Projection::from_iter(at_least_one(u, path)?))
}

pub(super) fn key_condition(u: &mut Unstructured<'_>) -> Result<KeyCondition> {
    let mut condition = KeyCondition::partition(name(u)?, value(u, 1)?);
    for _ in 0..u.int_in_range(0..=2)? {
        let name = name(u)?;
        condition = if u.arbitrary()? {
            condition.with_equal(name, value(u, 1)?)
        } else {
            condition.with_range(name, range(u)?)
        };
    }
    Ok(condition)
}

pub(super) fn range(u: &mut Unstructured<'_>) -> Result<SortRange> {
    let low = value(u, 1)?;
    Ok(match u.int_in_range(0..=5)? {
        0 => SortRange::Lt(low),
        1 => SortRange::Le(low),
        2 => SortRange::Gt(low),
        3 => SortRange::Ge(low),
        4 => SortRange::Between(low, value(u, 1)?),
        _ => SortRange::BeginsWith(low),
    })
}

fn name(u: &mut Unstructured<'_>) -> Result<String> {
    if u.ratio(49, 50)? { Ok((*u.choose(NAMES)?).to_owned()) } else { text(u) }
}

/// Short texts of few characters are often equal, or start alike; now and then anything goes.
fn text(u: &mut Unstructured<'_>) -> Result<String> {
    if u.ratio(7, 8)? {
        let characters = several(u, |u| u.choose(&['a', 'b', 'é', '😀']).copied())?;
        return Ok(characters.into_iter().collect());
    }
    u.arbitrary()
}

fn several<T>(u: &mut Unstructured<'_>, one: impl Fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Vec<T>> {
    (0..u.int_in_range(0..=3)?).map(|_| one(u)).collect()
}

/// A set that may be stored, or now and then an empty one.
fn members<T>(u: &mut Unstructured<'_>, one: impl Fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Vec<T>> {
    if u.ratio(19, 20)? { at_least_one(u, one) } else { Ok(Vec::new()) }
}

fn at_least_one<T>(
    u: &mut Unstructured<'_>,
    one: impl Fn(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    (0..u.int_in_range(1..=3)?).map(|_| one(u)).collect()
}
