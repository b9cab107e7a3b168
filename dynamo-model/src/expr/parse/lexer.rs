//! From text to tokens. Nothing is refused here: a character that starts no token is a token of its own.

use crate::expr::Comparison;

/// A word or sign, and where it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    pub(super) start: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The name of an attribute, a map entry or a function.
    Name,
    /// `#n`
    NamePlaceholder,
    /// `:v`
    ValuePlaceholder,
    /// Digits, without zeros in front.
    Number,
    Keyword(Keyword),
    Comparison(Comparison),
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    Comma,
    Dot,
    Plus,
    Minus,
    /// A character no expression contains.
    Unknown,
    /// Behind the last token.
    End,
}

/// The words that are never names, whatever the kind of expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
    Between,
    In,
    Set,
    Remove,
    Add,
    Delete,
}

impl Keyword {
    const ALL: [(&'static str, Self); 9] = [
        ("AND", Self::And),
        ("OR", Self::Or),
        ("NOT", Self::Not),
        ("BETWEEN", Self::Between),
        ("IN", Self::In),
        ("SET", Self::Set),
        ("REMOVE", Self::Remove),
        ("ADD", Self::Add),
        ("DELETE", Self::Delete),
    ];

    /// Keywords are written in any case.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(text, _)| text.eq_ignore_ascii_case(word)).map(|(_, keyword)| keyword)
    }
}

/// Splits a text into tokens; the last one is [`Kind::End`].
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let start = text.len() - rest.len();
        let Some(first) = rest.chars().next() else {
            tokens.push(Token { kind: Kind::End, text: "<EOF>", start });
            return tokens;
        };
        let (kind, length) = measure(first, rest);
        let (word, behind) = rest.split_at(length);
        let token = Token { kind, text: word, start };
        tokens.push(token);
        // The service reads UTF-16, where a character beyond U+FFFF is two unknown ones.
        if first > '\u{FFFF}' {
            tokens.push(token);
        }
        rest = behind;
    }
}

/// Finds out what starts here, and how many bytes it has.
fn measure(first: char, rest: &str) -> (Kind, usize) {
    let sign = match first {
        'A'..='Z' | 'a'..='z' => return word(rest),
        '#' => return placeholder(Kind::NamePlaceholder, rest),
        ':' => return placeholder(Kind::ValuePlaceholder, rest),
        '1'..='9' => return (Kind::Number, span(rest, |c| c.is_ascii_digit())),
        '<' | '>' => return comparison(rest),
        '0' => Kind::Number,
        '=' => Kind::Comparison(Comparison::Eq),
        '(' => Kind::LeftParen,
        ')' => Kind::RightParen,
        '[' => Kind::LeftBracket,
        ']' => Kind::RightBracket,
        ',' => Kind::Comma,
        '.' => Kind::Dot,
        '+' => Kind::Plus,
        '-' => Kind::Minus,
        _ => Kind::Unknown,
    };
    (sign, first.len_utf8())
}

fn word(rest: &str) -> (Kind, usize) {
    let length = span(rest, is_word);
    let keyword = rest.get(..length).and_then(Keyword::from_word);
    (keyword.map_or(Kind::Name, Kind::Keyword), length)
}

/// A placeholder without a name is just an odd character.
fn placeholder(kind: Kind, rest: &str) -> (Kind, usize) {
    match rest.get(1..).map(|name| span(name, is_word)) {
        None | Some(0) => (Kind::Unknown, 1),
        Some(length) => (kind, 1 + length),
    }
}

fn comparison(rest: &str) -> (Kind, usize) {
    let two = [Comparison::Ne, Comparison::Le, Comparison::Ge];
    let one = [Comparison::Lt, Comparison::Gt];
    let found = two.into_iter().chain(one).find(|op| rest.starts_with(op.as_str()));
    found.map_or((Kind::Unknown, 1), |op| (Kind::Comparison(op), op.as_str().len()))
}

/// Whether a character may stand in a name, its start apart.
pub(super) fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// Counts the bytes at the start of `rest` that belong together.
fn span(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|character| !belongs(character)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(Kind, &str)> {
        tokens(text).into_iter().map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn the_longest_sign_wins() {
        let op = Kind::Comparison;
        assert_eq!(
            split("<><=<>=>="),
            [
                (op(Comparison::Ne), "<>"),
                (op(Comparison::Le), "<="),
                (op(Comparison::Ne), "<>"),
                (op(Comparison::Eq), "="),
                (op(Comparison::Ge), ">="),
                (Kind::End, "<EOF>"),
            ]
        );
    }

    #[test]
    fn numbers_have_no_zeros_in_front() {
        assert_eq!(split("0120"), [(Kind::Number, "0"), (Kind::Number, "120"), (Kind::End, "<EOF>")]);
    }

    #[test]
    fn keywords_are_whole_words_in_any_case() {
        assert_eq!(split("nOt")[0].0, Kind::Keyword(Keyword::Not));
        assert_eq!(split("NOTa")[0], (Kind::Name, "NOTa"));
        assert_eq!(split("#NOT")[0], (Kind::NamePlaceholder, "#NOT"));
    }

    #[test]
    fn what_starts_no_token_is_one_character() {
        for (text, unknown) in [("_a", "_"), ("#-", "#"), (":", ":"), ("é", "é"), ("\u{b}a", "\u{b}")] {
            assert_eq!(split(text)[0], (Kind::Unknown, unknown), "{text:?}");
        }
        assert_eq!(split("😀").len(), 3);
    }
}
