//! `AttributesToGet`: the attributes that a read returns.

use std::collections::BTreeSet;

use dynamo_model::expr::Projection;

use super::{entries, invalid};
use crate::fault::Fault;
use crate::wire::read::Members;

/// Makes the projection that the parameter stands for; `None` if it is not there.
///
/// # Errors
///
/// A name that comes twice, is empty or too long.
pub(crate) fn attributes_to_get(members: Members<'_>) -> Result<Option<Projection>, Fault> {
    if members.get("AttributesToGet").is_none() {
        return Ok(None);
    }
    let names = || members.list("AttributesToGet").filter_map(|Members(name)| name.as_text());
    let mut seen = BTreeSet::new();
    if let Some(name) = names().find(|name| !seen.insert(*name)) {
        return Err(invalid(format_args!("Duplicate value in attribute name: {name}")));
    }
    names().map(entries::path).collect::<Result<_, _>>().map(Some)
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::Path;

    use super::*;
    use crate::wire::json::Json;

    fn of(body: &str) -> Result<Option<Projection>, String> {
        let json = Json::parse(body.as_bytes()).unwrap();
        let projection = attributes_to_get(Members(&json));
        projection.map_err(|fault| fault.message().unwrap_or_default().to_owned())
    }

    #[test]
    fn names_are_top_level_attributes() {
        let projection = Projection::from_iter([Path::attribute("a.b"), Path::attribute("c[0]")]);
        assert_eq!(of(r#"{"AttributesToGet":["a.b","c[0]"]}"#), Ok(Some(projection)));
        assert_eq!(of("{}"), Ok(None));
    }

    #[test]
    fn no_name_comes_twice_or_is_empty() {
        assert_eq!(
            of(r#"{"AttributesToGet":["b","a","b"]}"#),
            Err("One or more parameter values were invalid: Duplicate value in attribute name: b".to_owned())
        );
        assert_eq!(of(r#"{"AttributesToGet":[""]}"#), Err("Empty attribute name".to_owned()));
    }
}
