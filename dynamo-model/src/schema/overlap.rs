//! Whether two key templates can make the same key, decided from literals and from what each field can contain.

use super::{Bytes, FieldPart, KeyAttribute, PartFormat, Piece, Shards, Template};
use crate::request::KeyKind;

/// The longest template, in steps, that is compared exactly; longer ones are taken to overlap.
const LONGEST: usize = 192;

/// One step of a template: a byte out of a set, once or any number of times.
#[derive(Clone, Copy)]
struct Step {
    bytes: Bytes,
    many: bool,
}

struct Steps {
    list: [Step; LONGEST],
    len: usize,
    too_long: bool,
}

/// Whether some value of a key attribute is of both templates.
pub(super) const fn overlap(attribute: &KeyAttribute, left: &Template, right: &Template) -> bool {
    // A number or binary key is one field by itself, and nothing in it says whose it is.
    if !matches!(attribute.kind, KeyKind::S) {
        return true;
    }
    if leading_differs(left.leading_literal().as_bytes(), right.leading_literal().as_bytes()) {
        return false;
    }
    let left = Steps::of(left);
    let right = Steps::of(right);
    left.too_long || right.too_long || left.meets(&right)
}

/// Whether some item could have each of several key attributes by the templates of both sides.
pub(super) const fn all_overlap(attributes: &[KeyAttribute], left: &[Template], right: &[Template]) -> bool {
    let (mut attributes, mut left, mut right) = (attributes, left, right);
    while let ([attribute, attributes_left @ ..], [a, left_rest @ ..], [b, right_rest @ ..]) =
        (attributes, left, right)
    {
        if !overlap(attribute, a, b) {
            return false;
        }
        attributes = attributes_left;
        left = left_rest;
        right = right_rest;
    }
    true
}

/// Whether some key of `other` lies in the widest range a query by `template` reads: all that starts with its leading
/// literal, or just the one key if the template has no fields.
pub(super) const fn reaches(attribute: &KeyAttribute, template: &Template, other: &Template) -> bool {
    if !matches!(attribute.kind, KeyKind::S) || !template.has_fields() {
        return overlap(attribute, template, other);
    }
    begins(attribute, template.leading_literal(), other)
}

/// Whether some key of `other` begins with a text.
pub(super) const fn begins(attribute: &KeyAttribute, prefix: &str, other: &Template) -> bool {
    if !matches!(attribute.kind, KeyKind::S) {
        return false;
    }
    let mut range = Steps::NONE;
    range.literal(prefix.as_bytes());
    range.push(Bytes::ALL, true);
    let other = Steps::of(other);
    range.too_long || other.too_long || range.meets(&other)
}

/// Whether some text begins both as a template does and with a prefix.
pub(super) const fn may_begin_alike(prefix: &str, template: &Template) -> bool {
    !leading_differs(prefix.as_bytes(), template.leading_literal().as_bytes())
}

/// Whether keys of `left` and of `right` can start with the same literal, the cheap check that settles most pairs.
pub(super) const fn leading_differs(left: &[u8], right: &[u8]) -> bool {
    let (mut left, mut right) = (left, right);
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if *a != *b {
            return true;
        }
        left = left_rest;
        right = right_rest;
    }
    false
}

#[allow(clippy::indexing_slicing, reason = "const code has no `get`; every index is below a checked length")]
impl Steps {
    const NONE: Self =
        Self { list: [Step { bytes: Bytes::NONE, many: false }; LONGEST], len: 0, too_long: false };

    const fn of(template: &Template) -> Self {
        let mut steps = Self::NONE;
        let separators = template.separators();
        let mut pieces = template.pieces;
        while let [first, rest @ ..] = pieces {
            match first {
                Piece::Literal(literal) => steps.literal(literal.as_bytes()),
                Piece::Field(part) => steps.field(part, separators),
                Piece::Shard(_) => steps.digits(),
            }
            pieces = rest;
        }
        steps
    }

    const fn literal(&mut self, mut bytes: &[u8]) {
        while let [byte, rest @ ..] = bytes {
            self.push(Bytes::one(*byte), false);
            bytes = rest;
        }
    }

    const fn field(&mut self, part: &FieldPart, separators: Bytes) {
        match part.shape.width {
            Some(width) => {
                let mut done = 0;
                while done < width && !self.too_long {
                    self.push(part.shape.bytes, false);
                    done += 1;
                }
            }
            None => {
                let bytes = match part.format {
                    PartFormat::Rest => part.shape.bytes,
                    _ => part.shape.bytes.minus(separators),
                };
                self.push(bytes, false);
                self.push(bytes, true);
            }
        }
    }

    /// The number of a shard.
    const fn digits(&mut self) {
        let mut done = 0;
        while done < Shards::WIDTH {
            self.push(Shards::DIGITS, false);
            done += 1;
        }
    }

    const fn push(&mut self, bytes: Bytes, many: bool) {
        if self.len == LONGEST {
            self.too_long = true;
        } else {
            self.list[self.len] = Step { bytes, many };
            self.len += 1;
        }
    }

    /// Walks both step lists at once: a pair of places is reached if some text leads to both.
    const fn meets(&self, other: &Self) -> bool {
        let mut row = [false; LONGEST + 1];
        row[0] = true;
        let mut left = 0;
        while left <= self.len {
            let mut below = [false; LONGEST + 1];
            let mut right = 0;
            while right <= other.len {
                if row[right] {
                    self.step(other, left, right, &mut row, &mut below);
                }
                right += 1;
            }
            if left == self.len {
                return row[other.len];
            }
            row = below;
            left += 1;
        }
        false
    }

    const fn step(
        &self,
        other: &Self,
        left: usize,
        right: usize,
        row: &mut [bool; LONGEST + 1],
        below: &mut [bool; LONGEST + 1],
    ) {
        let mine_many = left < self.len && self.list[left].many;
        let theirs_many = right < other.len && other.list[right].many;
        if mine_many {
            below[right] = true;
        }
        if theirs_many {
            row[right + 1] = true;
        }
        if left == self.len
            || right == other.len
            || !self.list[left].bytes.intersects(other.list[right].bytes)
        {
            return;
        }
        match (mine_many, theirs_many) {
            (false, false) => below[right + 1] = true,
            (false, true) => below[right] = true,
            (true, false) => row[right + 1] = true,
            (true, true) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::KeyPart;
    use crate::schema::Shape;
    use crate::value::Number;

    const ID: Piece = Piece::Field(FieldPart {
        field: 0,
        name: "id",
        shape: Shape::TEXT,
        format: PartFormat::Own,
        optional: false,
    });
    const DAY: Piece = Piece::Field(FieldPart {
        field: 1,
        name: "day",
        shape: Shape::fixed(Bytes::range(b'0', b'9'), 8),
        format: PartFormat::Own,
        optional: false,
    });

    const TEXT: KeyAttribute = KeyAttribute::new("sk", KeyKind::S);

    fn template(pieces: &'static [Piece]) -> Template {
        Template { text: "", pieces }
    }

    fn overlaps(left: &'static [Piece], right: &'static [Piece]) -> bool {
        let (left, right) = (template(left), template(right));
        assert_eq!(overlap(&TEXT, &left, &right), overlap(&TEXT, &right, &left), "overlap is symmetric");
        overlap(&TEXT, &left, &right)
    }

    fn range_reaches(left: &'static [Piece], right: &'static [Piece]) -> bool {
        reaches(&TEXT, &template(left), &template(right))
    }

    #[test]
    fn different_literals_never_meet() {
        assert!(!overlaps(&[Piece::Literal("sh#"), ID], &[Piece::Literal("shp#"), ID]));
        assert!(!overlaps(&[Piece::Literal("c#"), ID], &[Piece::Literal("p#"), ID]));
    }

    #[test]
    fn a_shard_is_two_digits() {
        const SHARD: Piece = Piece::Shard(Shards { count: 10 });
        assert!(!overlaps(&[Piece::Literal("s#"), SHARD], &[Piece::Literal("s#x1")]));
        assert!(!overlaps(&[Piece::Literal("s#"), SHARD], &[Piece::Literal("s#123")]));
        assert!(overlaps(&[Piece::Literal("s#"), SHARD], &[Piece::Literal("s#12")]));
        assert!(overlaps(&[Piece::Literal("s#"), SHARD], &[Piece::Literal("s#"), ID]));
    }

    #[test]
    fn a_field_stops_at_its_separator() {
        assert!(!overlaps(&[Piece::Literal("u#"), ID], &[Piece::Literal("u#"), ID, Piece::Literal("#post")]));
        assert!(overlaps(&[Piece::Literal("u#"), ID], &[Piece::Literal("u#"), ID]));
    }

    #[test]
    fn a_field_that_takes_the_rest_of_a_key_stops_at_no_separator() {
        const PATH: Piece = Piece::__field(0, "path", Shape::TEXT, PartFormat::Rest, false);
        assert!(overlaps(
            &[Piece::Literal("f#"), PATH],
            &[Piece::Literal("f#"), ID, Piece::Literal("#post")]
        ));
        assert!(overlaps(
            &[Piece::Literal("f#"), PATH],
            &[Piece::Literal("f#"), ID, Piece::Literal("#"), PATH]
        ));
        assert!(!overlaps(&[Piece::Literal("f#"), PATH], &[Piece::Literal("f:"), ID]));
        let inner = &[Piece::Literal("f#"), ID, Piece::Literal("#x#"), PATH];
        assert!(
            !overlaps(inner, &[Piece::Literal("f#"), ID, Piece::Literal("#y#"), PATH]),
            "before it, they differ"
        );
    }

    #[test]
    fn free_text_meets_a_constant() {
        assert!(overlaps(&[ID], &[Piece::Literal("meta")]));
        assert!(overlaps(&[Piece::Literal("u#"), ID], &[Piece::Literal("u#meta")]));
    }

    #[test]
    fn a_fixed_width_number_never_meets_letters_or_other_lengths() {
        assert!(!overlaps(&[DAY], &[Piece::Literal("meta")]));
        assert!(!overlaps(&[DAY], &[Piece::Literal("2026110")]));
        assert!(overlaps(&[DAY], &[Piece::Literal("20261101")]));
        assert!(overlaps(&[DAY], &[ID]));
    }

    #[test]
    fn numbers_and_binaries_of_any_two_types_can_be_equal() {
        const COUNT: Piece = Piece::Field(FieldPart {
            field: 0,
            name: "count",
            shape: <u8 as KeyPart>::SHAPE,
            format: PartFormat::Own,
            optional: false,
        });
        const EXACT: Piece = Piece::Field(FieldPart {
            field: 0,
            name: "exact",
            shape: <Number as KeyPart>::SHAPE,
            format: PartFormat::Own,
            optional: false,
        });
        let (count, exact) = (template(&[COUNT]), template(&[EXACT]));
        assert!(overlap(&KeyAttribute::new("sk", KeyKind::N), &count, &exact));
    }

    #[test]
    fn free_text_begins_with_anything_and_a_literal_as_it_is() {
        let begins = |pieces| begins(&TEXT, "UNIQUE#User.email#", &template(pieces));
        assert!(begins(&[ID]));
        assert!(begins(&[Piece::Literal("UNIQUE#User.email#"), ID]));
        assert!(!begins(&[Piece::Literal("UNIQUE#"), ID]), "`#` separates, so that no id has it");
        assert!(!begins(&[Piece::Literal("USER#"), ID]));
        assert!(!begins(&[DAY]));
    }

    #[test]
    fn a_range_reaches_every_key_that_starts_as_its_own_do() {
        assert!(range_reaches(&[DAY], &[Piece::Literal("Join:"), ID]));
        assert!(range_reaches(
            &[Piece::Literal("p#"), ID],
            &[Piece::Literal("p#"), ID, Piece::Literal("#note")]
        ));
        assert!(range_reaches(&[Piece::Literal("p#"), ID], &[ID]));
        assert!(!range_reaches(&[Piece::Literal("sh#"), ID], &[Piece::Literal("shp#"), ID]));
        assert!(!range_reaches(&[Piece::Literal("meta")], &[Piece::Literal("metadata")]));
    }
}
