//! What the cloud does to programs and an engine in their process does not, on request.

mod past;
mod settings;
mod simulator;

pub(crate) use past::Past;
pub use settings::Simulation;
pub(crate) use simulator::Simulator;
