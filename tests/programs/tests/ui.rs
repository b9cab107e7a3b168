//! What does not compile, and what the compiler says about it; and, next to it, what does.
//!
//! What the compiler itself says of a field or a method that a type does not have (E0599, E0609), and of a call that is not as
//! the function is written (E0061, E0308, E0425), ends without a hint, or with its own, and names parameters as the library
//! does: stable Rust lets a library word missing implementations of traits and failed constants, and nothing else.
//!
//! `TRYBUILD=overwrite cargo test -p dynamo-ui-tests` writes the expected messages anew.

#[test]
fn mistakes_are_compile_errors_that_say_what_to_write() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
    cases.pass("passing/*.rs");
}
