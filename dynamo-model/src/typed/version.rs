/// Types that count the versions of an entity: integers of 32 bits and more. `#[attr(version)]` stands on one, or on an
/// `Option` of one. Smaller ones are too small for what is written often, and an update cannot know the last version.
///
/// ```
/// use dynamo_model::typed::Version;
///
/// assert_eq!(<u32 as Version>::LAST, 4_294_967_295);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot count versions",
    label = "not an integer of at least 32 bits",
    note = "use an integer such as `u64`, or `Option<u64>` if stored items lack the version; what a smaller one has counted is read back as well"
)]
pub trait Version {
    /// The largest version there can be.
    const LAST: u128;
}

macro_rules! count {
    ($($integer:ty),*) => {
        $(#[diagnostic::do_not_recommend]
        impl Version for $integer {
            const LAST: u128 = <$integer>::MAX as u128;
        })*
    };
}

count!(i32, i64, i128, isize, u32, u64, u128, usize);
