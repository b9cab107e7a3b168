/// A set of bytes: what the text of a key part can contain.
///
/// ```
/// use dynamo_model::schema::Bytes;
///
/// const DIGITS: Bytes = Bytes::range(b'0', b'9');
/// assert!(DIGITS.contains(b'7'));
/// assert!(!DIGITS.without(b'7').contains(b'7'));
/// assert!(!DIGITS.intersects(Bytes::range(b'a', b'z')));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes(u128, u128);

impl Bytes {
    /// Every byte.
    pub const ALL: Self = Self(u128::MAX, u128::MAX);
    /// No byte.
    pub const NONE: Self = Self(0, 0);

    /// Makes the set of one byte.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// assert!(Bytes::one(b'a').contains(b'a') && !Bytes::one(b'a').contains(b'b'));
    /// ```
    #[must_use]
    pub const fn one(byte: u8) -> Self {
        if byte < 128 { Self(1 << byte, 0) } else { Self(0, 1 << (byte - 128)) }
    }

    /// Makes the set of the bytes from `first` to `last`, both included.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// assert!(Bytes::range(b'0', b'9').contains(b'9'));
    /// ```
    #[must_use]
    pub const fn range(first: u8, last: u8) -> Self {
        let mut set = Self::NONE;
        let mut byte = first;
        while byte <= last {
            set = set.with(byte);
            if byte == u8::MAX {
                break;
            }
            byte += 1;
        }
        set
    }

    /// Makes the set of the bytes of a text.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// assert!(Bytes::of("abc").contains(b'c') && !Bytes::of("abc").contains(b'd'));
    /// ```
    #[must_use]
    pub const fn of(text: &str) -> Self {
        let mut set = Self::NONE;
        let mut rest = text.as_bytes();
        while let [first, tail @ ..] = rest {
            set = set.with(*first);
            rest = tail;
        }
        set
    }

    /// Adds a byte.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// assert!(Bytes::of("abc").with(b'd').contains(b'd'));
    /// ```
    #[must_use]
    pub const fn with(self, byte: u8) -> Self {
        self.union(Self::one(byte))
    }

    /// Takes a byte out.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// assert!(!Bytes::of("abc").without(b'c').contains(b'c'));
    /// ```
    #[must_use]
    pub const fn without(self, byte: u8) -> Self {
        self.minus(Self::one(byte))
    }

    /// Takes all bytes of another set out.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// assert!(!Bytes::of("abc").minus(Bytes::of("bc")).contains(b'b'));
    /// ```
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0, self.1 & !other.1)
    }

    /// Joins two sets.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// let hex = Bytes::range(b'0', b'9').union(Bytes::of("abcdef"));
    /// assert!(hex.contains(b'c') && !hex.contains(b'g'));
    /// assert_eq!(hex.minus(Bytes::range(b'0', b'9')), Bytes::of("abcde").with(b'f'));
    /// assert_eq!(Bytes::one(b'#'), Bytes::NONE.with(b'#'));
    /// ```
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 | other.1)
    }

    /// Whether the byte is in the set.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// assert!(Bytes::range(b'a', b'z').contains(b'm'));
    /// ```
    #[must_use]
    pub const fn contains(self, byte: u8) -> bool {
        let half = if byte < 128 { self.0 } else { self.1 };
        half >> (byte & 127) & 1 == 1
    }

    /// Whether the lowest and the highest byte are in it, as of a type whose text is any.
    pub(super) const fn has_both_ends(self) -> bool {
        self.0 & 1 == 1 && self.1 >> 127 == 1
    }

    /// Whether the sets have the same bytes, which `==` cannot say in const code.
    pub(super) const fn equals(self, other: Self) -> bool {
        self.0 == other.0 && self.1 == other.1
    }

    /// Whether the sets share a byte.
    ///
    /// ```
    /// use dynamo_model::schema::Bytes;
    ///
    /// assert!(Bytes::of("ab").intersects(Bytes::of("bc")));
    /// assert!(!Bytes::of("ab").intersects(Bytes::of("cd")));
    /// ```
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0 || self.1 & other.1 != 0
    }
}
