/// Types that count the versions of an entity: the integers. `#[attr(version)]` stands on one, or on an `Option` of one.
///
/// ```
/// use dynamo_model::typed::Version;
///
/// assert_eq!(<u8 as Version>::LAST, 255);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot count versions",
    label = "not an integer",
    note = "use an integer such as `u64`, or `Option<u64>` if stored items lack the version"
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

count!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);
