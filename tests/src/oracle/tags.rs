//! `TagResource`, `UntagResource` and `ListTagsOfResource`.

use std::collections::BTreeMap;

use dynamo_model::ErrorKind;
use dynamo_model::request::{ListTags, ListTagsOutput, TagResource, UntagResource};

use super::table::Table;
use super::{Answer, Oracle, Refusal, missing_table};

const MOST: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;
pub(super) const TABLES: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/";

impl Oracle {
    /// Labels a table.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, or there is no such table.
    pub fn tag_resource(&mut self, request: &TagResource) -> Answer<()> {
        check_arn(&request.arn)?;
        if request.tags.is_empty() {
            return Err(Refusal::validation("Atleast one Tag needs to be provided as Input."));
        }
        check(&request.tags)?;
        let table = self.tagged(&request.arn)?;
        let mut tags = table.definition.tags.clone();
        tags.extend(request.tags.clone());
        check(&tags)?;
        table.definition.tags = tags;
        Ok(())
    }

    /// Takes labels off a table, those that are there.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, or there is no such table.
    pub fn untag_resource(&mut self, request: &UntagResource) -> Answer<()> {
        check_arn(&request.arn)?;
        if request.keys.is_empty() {
            return Err(Refusal::validation("Atleast one Tag Key needs to be provided as Input."));
        }
        let table = self.tagged(&request.arn).map_err(|_| missing_table())?;
        table.definition.tags.retain(|key, _| !request.keys.contains(key));
        Ok(())
    }

    /// Reads the labels of a table, all on one page.
    ///
    /// # Errors
    ///
    /// If there is no such table, or the request goes on from a page there was not.
    pub fn list_tags(&self, request: &ListTags) -> Answer<ListTagsOutput> {
        check_arn(&request.arn)?;
        let table = request.arn.strip_prefix(TABLES).and_then(|name| self.tables.get(name));
        let table = table.ok_or_else(|| Refusal::unworded(ErrorKind::AccessDenied))?;
        if request.next_token.is_some() {
            return Err(Refusal::invalid());
        }
        let mut output = ListTagsOutput::default();
        output.tags = table.definition.tags.clone();
        Ok(output)
    }

    fn tagged(&mut self, arn: &str) -> Answer<&mut Table> {
        // The service leaves out the letter.
        let message = format!("Requested resource not found: ResourcArn: {arn} not found");
        let table = arn.strip_prefix(TABLES).and_then(|name| self.tables.get_mut(name));
        table.ok_or_else(|| Refusal::worded(ErrorKind::NotFound, message))
    }
}

/// Makes up the resource name of a table.
pub(super) fn arn(table: &str) -> String {
    format!("{TABLES}{table}")
}

/// Checks the labels of a table.
pub(super) fn check(tags: &BTreeMap<String, String>) -> Answer<()> {
    let fits = |(key, value): (&String, &String)| {
        (1..=LONGEST_KEY).contains(&key.chars().count()) && value.chars().count() <= LONGEST_VALUE
    };
    if !tags.iter().all(fits) {
        return Err(Refusal::invalid());
    }
    if tags.len() > MOST {
        return Err(Refusal::validation(
            "Number of Tags exceed the current limit for the provided ResourceArn",
        ));
    }
    Ok(())
}

fn check_arn(arn: &str) -> Answer<()> {
    if arn.starts_with("arn:aws:dynamodb:") && arn.contains(":table/") {
        return Ok(());
    }
    Err(Refusal::validation(format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}")))
}
