//! Which paths may stand in one expression, and on which table.

use dynamo_model::expr::{Condition, Element, Operand, Path, Projection, SetOperand, SetValue, Update};

use super::document::listed;
use super::table::Table;
use super::{Answer, Refusal};

const DEEPEST: usize = 32;
const LARGEST_INDEX: u32 = 2_147_483_647;

/// Refuses paths that are one within another, or that need a value to be both a map and a list.
pub(super) fn refuse_overlaps<'p>(expression: &str, paths: impl Iterator<Item = &'p Path>) -> Answer<()> {
    let paths: Vec<&Path> = paths.collect();
    let mut faults = Vec::new();
    for (place, one) in paths.iter().enumerate() {
        for two in &paths[place + 1..] {
            if let Some(how) = clash(one, two) {
                // Which of the two comes first the reference shows for one order only.
                for (one, two) in [(one, two), (two, one)] {
                    faults.push(format!(
                        "Invalid {expression}: Two document paths {how} with each other; must remove or rewrite one of \
                         these paths; path one: {}, path two: {}",
                        listed(one),
                        listed(two)
                    ));
                }
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults)) }
}

fn clash(one: &Path, two: &Path) -> Option<&'static str> {
    if one.root() != two.root() {
        return None;
    }
    let parting = std::iter::zip(one.rest(), two.rest()).find(|(a, b)| a != b);
    match parting {
        None => Some("overlap"),
        Some((Element::Key(_), Element::Index(_)) | (Element::Index(_), Element::Key(_))) => Some("conflict"),
        Some(_) => None,
    }
}

/// Refuses paths that no expression may have: for an index that no list has, or for their depth.
pub(super) fn refuse_unfit<'p>(
    expression: &str,
    paths: impl Iterator<Item = &'p Path> + Clone,
) -> Answer<()> {
    let too_large = |element: &Element| match element {
        Element::Index(index) if *index > LARGEST_INDEX => Some(format!(
            "Invalid {expression}: List index is not within the allowable range; index: [{index}]"
        )),
        Element::Index(_) | Element::Key(_) => None,
    };
    let faults: Vec<String> = paths.clone().flat_map(Path::rest).filter_map(too_large).collect();
    if !faults.is_empty() {
        return Err(Refusal::one_of(faults));
    }
    match paths.map(Path::depth).find(|depth| *depth > DEEPEST) {
        None => Ok(()),
        Some(depth) => Err(Refusal::validation(format!(
            "Invalid {expression}: The document path has too many nesting levels; nesting levels: {depth}"
        ))),
    }
}

/// Refuses paths that lead below a key attribute of the table or of an index.
pub(super) fn refuse_below_keys<'p>(table: &Table, paths: impl Iterator<Item = &'p Path>) -> Answer<()> {
    let mut faults = Vec::new();
    for path in paths.filter(|path| !path.rest().is_empty()) {
        let name = path.root();
        let indexed = table.indexes_keyed_by(name).next().is_some();
        let roles = [("Key", table.key.has(name)), ("IndexKey", indexed)];
        for (role, _) in roles.iter().filter(|(_, is_key)| *is_key) {
            faults.push(format!(
                "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: \
                 {role}: {name}"
            ));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults)) }
}

/// Returns every path of a condition.
pub(super) fn of_condition(condition: &Condition) -> Vec<&Path> {
    match condition {
        Condition::Compare { left, right, .. } => of_operands([left, right]),
        Condition::Between { operand, low, high } => of_operands([operand, low, high]),
        Condition::In { operand, list } => of_operands(std::iter::once(operand).chain(list)),
        Condition::BeginsWith(operand, part) | Condition::Contains(operand, part) => {
            of_operands([operand, part])
        }
        Condition::Exists(path) | Condition::NotExists(path) => vec![path],
        Condition::Type(operand, _) => of_operands([operand]),
        Condition::And(left, right) | Condition::Or(left, right) => {
            [of_condition(left), of_condition(right)].concat()
        }
        Condition::Not(inner) => of_condition(inner),
    }
}

fn of_operands<'o>(operands: impl IntoIterator<Item = &'o Operand>) -> Vec<&'o Path> {
    let path = |operand: &'o Operand| match operand {
        Operand::Path(path) | Operand::Size(path) => Some(path),
        Operand::Value(_) | Operand::SizeOfValue(_) => None,
    };
    operands.into_iter().filter_map(path).collect()
}

/// Returns every path of an update, those it writes and those it reads.
pub(super) fn of_update(update: &Update) -> Vec<&Path> {
    let read = update.sets().iter().flat_map(|set| match &set.value {
        SetValue::Operand(operand) => of_set_operand(operand),
        SetValue::Add(left, right) | SetValue::Subtract(left, right) => {
            [of_set_operand(left), of_set_operand(right)].concat()
        }
    });
    update.targets().chain(read).collect()
}

fn of_set_operand(operand: &SetOperand) -> Vec<&Path> {
    match operand {
        SetOperand::Path(path) => vec![path],
        SetOperand::Value(_) => Vec::new(),
        SetOperand::IfNotExists(path, fallback) => {
            std::iter::once(path).chain(of_set_operand(fallback)).collect()
        }
        SetOperand::ListAppend(first, second) => [of_set_operand(first), of_set_operand(second)].concat(),
    }
}

/// Returns the paths of a projection, if there is one.
pub(super) fn of_projection(projection: Option<&Projection>) -> &[Path] {
    projection.map_or(&[], Projection::paths)
}
