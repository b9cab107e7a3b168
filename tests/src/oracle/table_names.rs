//! Names of new tables and indexes.

use dynamo_model::request::{CreateTable, IndexDefinition};

use super::{Answer, Refusal};

const SHORTEST: usize = 3;
const LONGEST: usize = 255;

/// Whether a table or index can have this name.
pub(super) fn is_name(name: &str) -> bool {
    faults("", name).is_empty()
}

/// Checks the names of a table and its indexes; each is told with its place in the request.
pub(super) fn check(request: &CreateTable) -> Answer<()> {
    let mut all = faults("tableName", &request.table);
    all.extend(faults_in("globalSecondaryIndexes", &request.global_indexes));
    all.extend(faults_in("localSecondaryIndexes", &request.local_indexes));
    match &all[..] {
        [] => Ok(()),
        [fault] => Err(Refusal::validation(format!("1 validation error detected: {fault}"))),
        // In which order several are listed is not known.
        _ => Err(Refusal::starting(format!("{} validation errors detected: ", all.len()))),
    }
}

fn faults_in(list: &str, indexes: &[IndexDefinition]) -> Vec<String> {
    let places = (1..).map(|number| format!("{list}.{number}.member.indexName"));
    std::iter::zip(places, indexes).flat_map(|(place, index)| faults(&place, &index.name)).collect()
}

fn faults(place: &str, name: &str) -> Vec<String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let constraints = [
        (!name.bytes().all(is_plain), "satisfy regular expression pattern: [a-zA-Z0-9_.-]+".to_owned()),
        (name.len() < SHORTEST, format!("have length greater than or equal to {SHORTEST}")),
        (name.len() > LONGEST, format!("have length less than or equal to {LONGEST}")),
    ];
    let broken = constraints.into_iter().filter(|(is_broken, _)| *is_broken);
    broken
        .map(|(_, constraint)| {
            format!("Value '{name}' at '{place}' failed to satisfy constraint: Member must {constraint}")
        })
        .collect()
}
