use std::fmt;

use super::step::shown;
use super::{Cost, Explanation, Step};
use crate::request::CapacityKind;
use crate::value::Value;

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps.iter().try_for_each(|step| write!(f, "{step}"))?;
        if self.steps.len() < 2 {
            return Ok(());
        }
        let kinds = [(CapacityKind::Read, "read"), (CapacityKind::Write, "write")];
        for (kind, name) in kinds {
            let most = self.most(kind);
            if !most.is_zero() {
                writeln!(f, "together at most {most} {name} units")?;
            }
        }
        let and = if self.steps.iter().any(|step| step.each.is_none()) { "and " } else { "" };
        for (kind, name) in kinds {
            for (what, most) in self.most_for_each(kind) {
                writeln!(f, "{and}for each {what} at most {most} {name} units")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.index {
            Some(index) => write!(f, "{} of index `{index}` of table `{}`", self.operation, self.table)?,
            None => write!(f, "{} of table `{}`", self.operation, self.table)?,
        }
        match self.each {
            Some(what) => writeln!(f, ", for each {what}")?,
            None => writeln!(f)?,
        }
        if let Some(key) = &self.key {
            writeln!(f, "  Key: {}", shown(key))?;
        }
        for (name, value) in self.expressions.iter().chain(&self.settings) {
            writeln!(f, "  {name}: {value}")?;
        }
        if let Some(condition) = &self.visible_if {
            writeln!(f, "  returned only if {condition}")?;
        }
        for (placeholder, name) in &self.names {
            writeln!(f, "  {placeholder} is {name}")?;
        }
        for (placeholder, value) in &self.values {
            writeln!(f, "  {placeholder} is {}", Value::to_dynamodb_json(value))?;
        }
        self.costs.iter().try_for_each(|cost| writeln!(f, "  {cost}"))
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.index {
            Some(index) => write!(f, "index `{index}`: ")?,
            None => f.write_str("table: ")?,
        }
        if self.least != self.most {
            write!(f, "{} to ", self.least)?;
        }
        let kind = match self.kind {
            CapacityKind::Read => "read",
            CapacityKind::Write => "write",
        };
        write!(f, "{} {kind} units, for {}", self.most, self.reason)
    }
}
