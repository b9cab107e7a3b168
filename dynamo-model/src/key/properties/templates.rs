//! What whole templates promise, of any parts between any literals.

use super::*;
use crate::key::Newtype;
use crate::schema::{Bytes, Integer, Padding, Shape, Side};

/// Declares the kinds of part that templates are made of, each with the format it is written in.
macro_rules! kinds {
    ($($kind:ident: $part:ty, $format:expr, $values:expr;)*) => {
        /// A part; those of one kind are in the order of their values.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Part {
            $($kind($part),)*
        }

        impl Part {
            fn piece(&self, field: usize) -> Piece {
                match self {
                    $(Self::$kind(_) => super::field::<$part>(field, $format),)*
                }
            }

            pub(crate) fn erased(&self) -> &dyn ErasedPart {
                match self {
                    $(Self::$kind(part) => part,)*
                }
            }

            /// Reads a part of the same kind.
            fn read(&self, text: &str) -> Option<Self> {
                match self {
                    $(Self::$kind(_) => written::<$part>(text, $format).map(Self::$kind),)*
                }
            }
        }

        /// Parts of one kind, often the same.
        fn some(count: usize) -> impl Strategy<Value = Vec<Part>> {
            let of = move |kind: BoxedStrategy<Part>| prop::collection::vec(kind, count);
            let kinds = vec![$(of($values.prop_map(Part::$kind).boxed()).boxed()),*];
            let picked = prop::collection::vec(0..count, count);
            (prop::strategy::Union::new(kinds), picked).prop_map(|(parts, picked)| {
                picked.into_iter().map(|place| parts[place].clone()).collect()
            })
        }
    };
}

kinds! {
    Byte: u8, PartFormat::Own, any::<u8>();
    Signed: i32, PartFormat::Own, any::<i32>();
    Wide: u128, PartFormat::Own, any::<u128>();
    Newest: Reverse<u64>, PartFormat::Own, any::<u64>().prop_map(Reverse);
    Decimal: Number, PartFormat::Own, any_number();
    Flag: bool, PartFormat::Own, any::<bool>();
    Character: char, PartFormat::Own, any::<char>();
    LastCharacter: Reverse<char>, PartFormat::Own, any::<char>().prop_map(Reverse);
    LastFlag: Reverse<bool>, PartFormat::Own, any::<bool>().prop_map(Reverse);
    LastRank: Reverse<Rank>, PartFormat::Own, ranks().prop_map(Reverse);
    LastPlace: Reverse<Place>, PartFormat::Own, any::<i16>().prop_map(|place| Reverse(Place(place)));
    Padded: u32, PartFormat::Digits(6), 0..1_000_000_u32;
    LastPadded: Reverse<u32>, PartFormat::Digits(6), (0..1_000_000_u32).prop_map(Reverse);
    LastPlacePadded: Reverse<Place>, PartFormat::Digits(5), (0..=i16::MAX).prop_map(|place| Reverse(Place(place)));
    Unpadded: i16, PartFormat::Unpadded, any::<i16>();
    WithSign: i16, PartFormat::Signed(6), any::<i16>();
    Spaced: u32, padded(b' ', Side::Left), 0..1_000_000_u32;
    Zeroed: i64, padded(b'0', Side::Left), 0..1_000_000_i64;
    Dashed: u16, padded(b'-', Side::Left), any::<u16>();
    Filled: String, padded(b' ', Side::Right), "[aA0#!_ -]{1,6}";
    Leading: String, padded(b'0', Side::Left), "[aA0#!_ -]{1,6}";
    Trailing: String, padded(b'_', Side::Right), "[aA0#!_ -]{1,6}";
    Text: String, PartFormat::Own, "[aA0#é!-]{1,3}";
    Rest: String, PartFormat::Rest, "[aA0#é!|-]{1,6}";
}

/// An enum as the derive makes it: in the order of its texts, none of which begins another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Bronze,
    Gold,
    Silver,
    Unranked,
}

const RANKS: [(Rank, &str); 4] =
    [(Rank::Bronze, "bronze"), (Rank::Gold, "gold"), (Rank::Silver, "sílver-#2"), (Rank::Unranked, "un")];

fn ranks() -> impl Strategy<Value = Rank> {
    prop::sample::select(RANKS.map(|(rank, _)| rank).to_vec())
}

impl KeyPart for Rank {
    type Order = Ordered;

    const SHAPE: Shape = Shape::over(Bytes::ALL);

    fn write(&self, key: &mut String) {
        key.extend(RANKS.iter().filter(|(rank, _)| rank == self).map(|(_, text)| *text));
    }

    fn read(text: &str) -> Option<Self> {
        RANKS.iter().find(|(_, of)| *of == text).map(|(rank, _)| *rank)
    }
}

impl Reversible for Rank {}

/// A newtype as the derive makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(i16);

impl KeyPart for Place {
    type Order = Ordered;

    const SHAPE: Shape = i16::SHAPE;

    fn write(&self, key: &mut String) {
        self.0.write(key);
    }

    fn read(text: &str) -> Option<Self> {
        i16::read(text).map(Self)
    }

    fn number(&self) -> Option<Number> {
        self.0.number()
    }

    fn from_number(number: Number) -> Option<Self> {
        i16::from_number(number).map(Self)
    }
}

impl Newtype for Place {
    type Inner = i16;
}

const fn padded(fill: u8, side: Side) -> PartFormat {
    PartFormat::Padded(Padding { fill, side, width: 6 })
}

fn written<P: KeyPart>(text: &str, format: PartFormat) -> Option<P> {
    let text = match format {
        PartFormat::Own | PartFormat::Rest => return P::read(text),
        PartFormat::Padded(padding) if P::SHAPE.integer == Integer::No => {
            return P::read(padding.without(text));
        }
        PartFormat::Padded(padding) => padding.digits_without(text),
        _ => text,
    };
    let text = if P::SHAPE.reversed { complement(text, DECIMAL) } else { text.to_owned() };
    P::from_number(Number::parse(&text).ok()?)
}

/// Rows of the same template, column by column, and the literals before, between and behind their parts.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    columns: Vec<Vec<Part>>,
    literals: Vec<&'static str>,
}

pub(crate) fn rows(count: usize) -> impl Strategy<Value = Rows> {
    let first = prop::sample::select(vec!["", "K#", "Key|", "a-b."]);
    let between = prop::collection::vec(prop::sample::select(vec!["#", "|", "#of#", "--"]), 3);
    let last = prop::sample::select(vec!["", "#", "#END", "|~"]);
    let columns = prop::collection::vec(some(count), 1..=4);
    (columns, first, between, last).prop_map(|(columns, first, between, last)| {
        let end = if last.is_empty() { columns.len() } else { 0 };
        let columns: Vec<Vec<Part>> = (1..)
            .zip(columns)
            .map(|(n, column)| if n == end { column } else { column.into_iter().map(Part::inner).collect() })
            .collect();
        let between = between.into_iter().take(columns.len() - 1);
        let literals = std::iter::once(first).chain(between).chain([last]).collect();
        Rows { columns, literals }
    })
}

impl Part {
    /// What does not go to the end of its key.
    fn inner(self) -> Self {
        match self {
            Self::Rest(text) => Self::Text(text),
            other => other,
        }
    }
}

impl Rows {
    pub(crate) fn template(&self) -> Template {
        let columns = self.columns.iter().filter_map(|column| column.first()).enumerate();
        let fields = columns.map(|(place, part)| part.piece(place));
        let (first, behind) = self.literals.split_first().unwrap();
        let behind = fields.zip(behind).flat_map(|(field, literal)| [field, Piece::Literal(literal)]);
        let pieces = std::iter::once(Piece::Literal(first)).chain(behind);
        let pieces: Vec<Piece> = pieces.filter(|piece| *piece != Piece::Literal("")).collect();
        Template { text: "{a}#{b}", pieces: pieces.leak() }
    }

    /// The rows whose keys there are: a text with a separator is refused, and so are others that have no place in a key.
    pub(crate) fn keys(&self) -> Vec<(Vec<Part>, String)> {
        let template = self.template();
        let count = self.columns.first().map_or(0, Vec::len);
        let row =
            |row: usize| -> Vec<Part> { self.columns.iter().map(|column| column[row].clone()).collect() };
        let keyed = |row: Vec<Part>| key_of(&template, &row).map(|key| (row, key));
        (0..count).map(row).filter_map(keyed).collect()
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Whether keys that are the same before a part sort as that part does: if it is as long in all of them, or the last of
    /// the key.
    pub(crate) fn sort_by(&self, place: usize) -> bool {
        let last =
            if self.literals.last() == Some(&"") { self.columns.len() - 1 } else { self.columns.len() };
        match self.columns.get(place).and_then(|column| column.first()) {
            Some(Part::Text(_) | Part::Rest(_)) => place == last,
            Some(Part::Unpadded(_) | Part::WithSign(_) | Part::Leading(_) | Part::Trailing(_)) => false,
            _ => true,
        }
    }
}

fn key_of(template: &Template, row: &[Part]) -> Option<String> {
    let mut key = String::new();
    render(&mut key, template, None, |field| row.get(field).map(Part::erased)).ok()?.then_some(key)
}

proptest! {
    #[test]
    fn what_takes_the_rest_of_a_key_has_any_text(first in "[a-z]{1,3}", rest in "[a#|-]{1,6}") {
        let of = |format| {
            let pieces = vec![
                Piece::Literal("K#"),
                super::field::<String>(0, PartFormat::Own),
                Piece::Literal("#"),
                super::field::<String>(1, format),
            ];
            Template { text: "K#{a}#{b}", pieces: pieces.leak() }
        };
        let row = [Part::Text(first), Part::Text(rest.clone())];
        let open = of(PartFormat::Rest);
        let key = key_of(&open, &row);
        prop_assert_eq!(key.as_deref().and_then(|key| open.text_of(1, key)), Some(&*rest));
        let closed = key_of(&of(PartFormat::Own), &row);
        prop_assert_eq!(closed, key.filter(|_| !rest.contains('#')), "it is the key without the format, where that is one");
    }

    #[test]
    fn keys_are_told_apart_sort_as_their_parts_do_and_are_read_back(rows in rows(2)) {
        let template = rows.template();
        let keys = rows.keys();
        let [(a, left), (b, right)] = keys.as_slice() else { return Ok(()) };
        prop_assert_eq!(left == right, a == b, "{} {}", left, right);
        if (0..rows.width()).all(|place| rows.sort_by(place)) {
            prop_assert_eq!(left.cmp(right), a.cmp(b), "{} {}", left, right);
        }
        for (place, part) in a.iter().enumerate() {
            let text = template.text_of(place, left);
            prop_assert_eq!(text.and_then(|text| part.read(text)), Some(part.clone()), "{}", left);
        }
    }
}
