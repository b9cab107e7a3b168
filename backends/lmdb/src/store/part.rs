/// One of the named databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Meta,
    Tables,
    Streams,
    Items,
    Entries,
    Expiries,
    Collections,
    Changes,
    Tokens,
}

impl Part {
    /// All of them.
    pub(crate) const ALL: [Self; 9] = [
        Self::Meta,
        Self::Tables,
        Self::Streams,
        Self::Items,
        Self::Entries,
        Self::Expiries,
        Self::Collections,
        Self::Changes,
        Self::Tokens,
    ];

    /// Those whose rows belong to a table, index, stream or expiry, whose id their keys start with.
    pub(super) const OWNED: [Self; 5] =
        [Self::Items, Self::Entries, Self::Expiries, Self::Collections, Self::Changes];

    /// Returns the name it has on disk.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Tables => "tables",
            Self::Streams => "streams",
            Self::Items => "items",
            Self::Entries => "entries",
            Self::Expiries => "expiries",
            Self::Collections => "collections",
            Self::Changes => "changes",
            Self::Tokens => "tokens",
        }
    }
}
