//! Generated code compiles without a warning wherever a user may put it.

#![deny(
    warnings,
    missing_docs,
    unsafe_code,
    missing_debug_implementations,
    unreachable_pub,
    rust_2018_idioms,
    clippy::all
)]
// One long list of lints no crate has on all at once, to be sure.
#![deny(
    unused,
    nonstandard_style,
    future_incompatible,
    let_underscore,
    unused_qualifications,
    single_use_lifetimes
)]

mod apart;
pub mod documented;
mod expanded;
pub mod fields;
mod generic;
mod lasting;
mod letters;
mod names;
mod no_prelude;
mod private;
mod raw;
mod renamed;
mod spread;
pub mod vectors;
