//! A figure against its target.

use std::fmt;

/// What was measured, if it could be, and what it is to stay below.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) measured: Option<f64>,
    pub(crate) target: f64,
    pub(crate) unit: &'static str,
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, measured, target, unit } = self;
        match measured {
            Some(measured) => {
                let met = if measured < target { "met" } else { "missed" };
                write!(f, "{name:<44} {measured:>6.1} {unit}  (target < {target} {unit}: {met})")
            }
            None => write!(f, "{name:<44} not measured: this system does not tell"),
        }
    }
}
