//! Expressions as one tree: built typed or parsed, rendered for the cloud, evaluated by the built-in engine.
//!
//! ```
//! use dynamo_model::expr::{Condition, Operand, Path, Renderer};
//!
//! let condition = Condition::exists(Path::attribute("status"))
//!     .and(Condition::eq(Path::attribute("total"), 5));
//! let mut renderer = Renderer::new();
//! assert_eq!(renderer.condition(&condition), "attribute_exists(#n0) AND #n1 = :v0");
//! assert_eq!(renderer.names()["#n1"], "total");
//! ```

mod check;
mod condition;
mod key_condition;
mod operand;
pub mod parse;
mod path;
mod projection;
mod render;
mod update;
mod walk;
mod written;

pub use check::check_substitutions;
pub use condition::{Comparison, Condition};
pub use key_condition::{KeyCondition, SortRange};
pub use operand::Operand;
pub use path::{Element, Path};
pub use projection::Projection;
pub use render::Renderer;
pub use update::{SetAction, SetOperand, SetValue, Update};
pub use written::Written;
