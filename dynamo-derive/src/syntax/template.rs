//! The grammar of key templates: text, `{field}`, `{field:05}`, `{field:+06}`, `{field:unpadded}`, `{field:_<8}`,
//! `{field:millis}`, `{field:seconds,010}`, `{field:rest}`, `{shard(10)}`, and `{{` or `}}` for a brace.

use syn::LitStr;

/// A piece of a template as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RawPiece {
    Literal(String),
    Field(String, Format),
    /// The number of one of so many shards.
    Shard(u32),
}

impl RawPiece {
    /// The name of a field that goes to the end of the key.
    fn rest(&self) -> Option<&str> {
        match self {
            Self::Field(name, Format::Rest) => Some(name),
            _ => None,
        }
    }
}

/// How a field is written, as far as the template says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// As its type says.
    #[default]
    Own,
    /// Padded with zeros to so many digits.
    Digits(usize),
    /// Without padding.
    Unpadded,
    /// With a sign, padded with zeros to so many bytes.
    Signed(usize),
    /// Padded with a character, before or behind it, to so many bytes.
    Padded { fill: u8, left: bool, width: usize },
    /// With so many digits of a fraction of a second.
    Fraction(usize),
    /// With any characters, to the end of the key.
    Rest,
    /// As a number since 1970, of which so many digits are a fraction of a second. No template says so: the field does.
    Since1970(usize),
    /// As the digits of such a number, padded with zeros to so many.
    Counted { fraction: usize, width: usize },
}

/// The most digits an integer can be padded to: those of the longest.
const MOST_DIGITS: usize = 39;

/// The longest text that is padded.
const WIDEST: usize = 255;

/// The most shards of a key: a query that wants all sends as many requests.
const MOST_SHARDS: u32 = 100;

/// Parses a template. Neighbouring literals are one piece, and no piece is empty.
pub(crate) fn parse_template(template: &LitStr) -> syn::Result<Vec<RawPiece>> {
    let text = template.value();
    let fail = |what: String| syn::Error::new(template.span(), format!("key template \"{text}\" {what}"));
    if text.is_empty() {
        return Err(fail("is empty\nhelp: a key attribute needs at least one character; write a constant such as \"ORDER\"".to_owned()));
    }
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '{' | '}' if rest.starts_with(c) => {
                literal.push(c);
                rest = rest.get(1..).unwrap_or_default();
            }
            '{' => {
                let (field, after) = rest.split_once('}').ok_or_else(|| {
                    fail("has a `{` that is not closed\nhelp: close it after the field's name, or write `{{` for a brace in the key".to_owned())
                })?;
                let piece = parse_braced(field).map_err(fail)?;
                let is_shard = |piece: &RawPiece| matches!(piece, RawPiece::Shard(_));
                if is_shard(&piece) && pieces.iter().any(is_shard) {
                    return Err(fail(format!(
                        "has a second shard, `{{{field}}}`\nhelp: an item is in one shard; remove one of them"
                    )));
                }
                if !literal.is_empty() {
                    pieces.push(RawPiece::Literal(std::mem::take(&mut literal)));
                }
                pieces.push(piece);
                rest = after;
            }
            '}' => {
                return Err(fail(
                    "has a `}` that closes nothing\nhelp: write `{` before the field's name, or `}}` for a brace in the key".to_owned(),
                ));
            }
            other => literal.push(other),
        }
    }
    if !literal.is_empty() {
        pieces.push(RawPiece::Literal(literal));
    }
    let before_last = pieces.iter().rev().skip(1);
    if let Some(name) = before_last.filter_map(RawPiece::rest).next() {
        return Err(fail(format!(
            "has `{{{name}:rest}}`, and more behind it: where the field ends could not be told\nhelp: put it at the end, or write `{{{name}}}`, whose text has no separator in it"
        )));
    }
    Ok(pieces)
}

/// Parses what stands between braces, or says what is wrong with it.
fn parse_braced(text: &str) -> Result<RawPiece, String> {
    if let Some(count) = text.strip_prefix("shard(").and_then(|rest| rest.strip_suffix(')')) {
        let count = count.parse().ok().filter(|count| (2..=MOST_SHARDS).contains(count));
        return count.map(RawPiece::Shard).ok_or_else(|| {
            format!(
                "has `{{{text}}}`: items are spread over 2 to {MOST_SHARDS} shards\nhelp: write `{{shard(10)}}` for ten"
            )
        });
    }
    let (name, format) = match text.split_once(':') {
        Some((name, format)) => (name, Some(format)),
        None => (text, None),
    };
    if let Some(plain) = text.strip_prefix("r#")
        && name.strip_prefix("r#").is_some_and(is_field_name)
    {
        return Err(format!(
            "has `{{{text}}}`: templates name fields without `r#`\nhelp: write `{{{plain}}}`"
        ));
    }
    if !is_field_name(name) {
        return Err(format!(
            "has `{{{text}}}` where a field's name belongs\nhelp: name one between the braces, as in \"USER#{{id}}\""
        ));
    }
    match format.map(parse_format) {
        None => Ok(RawPiece::Field(name.to_owned(), Format::Own)),
        Some(Some(format)) => Ok(RawPiece::Field(name.to_owned(), format)),
        Some(None) => Err(format!(
            "has `{{{text}}}`, whose format is unknown\nhelp: write `{{{name}:05}}` for five digits, `{{{name}:+06}}` for a sign and five, `{{{name}:unpadded}}`, `{{{name}:_<8}}` or `{{{name}:_>8}}` for text with `_` behind or before it, `{{{name}:rest}}` at the end of a key for text that may have separators in it, or, of a time, `{{{name}:seconds}}`, `{{{name}:millis}}` or `{{{name}:micros}}`, and `{{{name}:seconds,010}}` for ten digits since 1970"
        )),
    }
}

/// How many digits of a fraction of a second a time has that is told in a unit.
pub(super) fn fraction(unit: &str) -> Option<usize> {
    match unit {
        "seconds" => Some(0),
        "millis" => Some(3),
        "micros" => Some(6),
        _ => None,
    }
}

fn parse_format(text: &str) -> Option<Format> {
    match text {
        "unpadded" => return Some(Format::Unpadded),
        "rest" => return Some(Format::Rest),
        _ => {}
    }
    if let Some(digits) = fraction(text) {
        return Some(Format::Fraction(digits));
    }
    if let Some((unit, width)) = text.split_once(",0")
        && let Some(fraction) = fraction(unit)
    {
        return number(width, MOST_DIGITS).map(|width| Format::Counted { fraction, width });
    }
    if let [fill @ b' '..=b'~', side @ (b'<' | b'>'), ..] = text.as_bytes() {
        let width = number(text.get(2..)?, WIDEST)?;
        return Some(Format::Padded { fill: *fill, left: *side == b'>', width });
    }
    if let Some(width) = text.strip_prefix("+0") {
        // One is the sign.
        return number(width, MOST_DIGITS + 1).filter(|width| *width > 1).map(Format::Signed);
    }
    number(text.strip_prefix('0')?, MOST_DIGITS).map(Format::Digits)
}

/// A number of bytes, in digits alone.
fn number(text: &str, most: usize) -> Option<usize> {
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
    (1..=most).contains(&number).then_some(number)
}

fn is_field_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    fn parse(text: &str) -> Result<Vec<RawPiece>, String> {
        parse_template(&LitStr::new(text, Span::call_site())).map_err(|error| error.to_string())
    }

    fn literal(text: &str) -> RawPiece {
        RawPiece::Literal(text.to_owned())
    }

    fn field(name: &str) -> RawPiece {
        RawPiece::Field(name.to_owned(), Format::Own)
    }

    #[test]
    fn literals_and_fields_alternate() {
        assert_eq!(parse("u#{user}#post"), Ok(vec![literal("u#"), field("user"), literal("#post")]));
        assert_eq!(parse("\"info\""), Ok(vec![literal("\"info\"")]));
    }

    #[test]
    fn doubled_braces_are_text() {
        assert_eq!(parse("{{{id}}}"), Ok(vec![literal("{"), field("id"), literal("}")]));
    }

    #[test]
    fn a_field_may_say_how_its_integer_is_written() {
        let formatted = |format| Ok(vec![literal("#"), RawPiece::Field("n".to_owned(), format)]);
        assert_eq!(parse("#{n:05}"), formatted(Format::Digits(5)));
        assert_eq!(parse("#{n:012}"), formatted(Format::Digits(12)));
        assert_eq!(parse("#{n:+06}"), formatted(Format::Signed(6)));
        let padded = |fill, left| formatted(Format::Padded { fill, left, width: 8 });
        assert_eq!(parse("#{n:0>8}"), padded(b'0', true));
        assert_eq!(parse("#{n:_<8}"), padded(b'_', false));
        assert_eq!(parse("#{n:><8}"), padded(b'>', false));
        assert_eq!(parse("#{n::>8}"), padded(b':', true));
        assert_eq!(parse("#{n:unpadded}"), formatted(Format::Unpadded));
        assert_eq!(parse("#{n:millis}"), formatted(Format::Fraction(3)));
        assert_eq!(parse("#{n:rest}"), formatted(Format::Rest));
        assert_eq!(parse("#{n:millis,013}"), formatted(Format::Counted { fraction: 3, width: 13 }));
        for unknown in [
            "{n:5}",
            "{n:0}",
            "{n:040}",
            "{n:}",
            "{n:x}",
            "{n:+5}",
            "{n:+01}",
            "{n:seconds,}",
            "{n:seconds,N}",
            "{n:seconds,10}",
            "{n:seconds,0}",
            "{n:hours,010}",
            "{n:_<}",
            "{n:_<0}",
            "{n:_<256}",
            "{n:_^8}",
            "{n:é<8}",
        ] {
            assert!(parse(unknown).unwrap_err().contains("format is unknown"), "{unknown}");
        }
    }

    #[test]
    fn a_shard_is_no_field() {
        assert_eq!(parse("S#{shard(10)}"), Ok(vec![literal("S#"), RawPiece::Shard(10)]));
        assert_eq!(parse("S#{shard}"), Ok(vec![literal("S#"), field("shard")]));
        for wrong in ["{shard(0)}", "{shard(1)}", "{shard(101)}", "{shard()}", "{shard(x)}"] {
            assert!(parse(wrong).unwrap_err().contains("2 to 100 shards"), "{wrong}");
        }
        assert!(parse("{shard(2)}#{shard(3)}").unwrap_err().contains("a second shard"));
    }

    #[test]
    fn mistakes_name_the_template() {
        assert!(parse("u#{user").unwrap_err().contains("not closed"));
        assert!(parse("u#user}").unwrap_err().contains("closes nothing"));
        assert!(parse("u#{r#type:05}").unwrap_err().ends_with("write `{type:05}`"));
        assert!(parse("u#{}").unwrap_err().contains("where a field's name belongs"));
        assert!(parse("").unwrap_err().contains("empty"));
        for early in ["{path:rest}#", "{path:rest}#{id}", "{path:rest}{path:rest}"] {
            assert!(parse(early).unwrap_err().contains("more behind it"), "{early}");
        }
    }
}
