use dynamo_model::value::{Item, Number, Value};

/// Makes an item from names and values: `item! { "pk": "a", "count": 3 }`.
macro_rules! item {
    ($($name:literal : $value:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "an item may be empty")]
        let mut item = dynamo_model::value::Item::new();
        $(item.insert($name, $value);)*
        item
    }};
}
pub(crate) use item;

/// Makes the key `{pk, sk}`.
pub(crate) fn key(pk: impl Into<Value>, sk: impl Into<Value>) -> Item {
    item! { "pk": pk, "sk": sk }
}

pub(crate) fn list<V: Into<Value>>(elements: impl IntoIterator<Item = V>) -> Value {
    Value::L(elements.into_iter().map(Into::into).collect())
}

pub(crate) fn map(entries: Item) -> Value {
    entries.into()
}

pub(crate) fn strings<const N: usize>(members: [&str; N]) -> Value {
    Value::Ss(members.map(str::to_owned).into())
}

pub(crate) fn numbers<const N: usize>(members: [&str; N]) -> Value {
    Value::Ns(members.map(number).into())
}

pub(crate) fn binaries<const N: usize>(members: [&[u8]; N]) -> Value {
    Value::Bs(members.map(<[u8]>::to_vec).into())
}

#[track_caller]
pub(crate) fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

/// Puts `containers` lists around a string.
pub(crate) fn nested(containers: usize) -> Value {
    (0..containers).fold(Value::from("core"), |inner, _| Value::L(vec![inner]))
}

/// Makes an item of exactly `bytes` by a filler attribute.
pub(crate) fn with_size(mut item: Item, bytes: usize) -> Item {
    item.insert("filler", "x".repeat(bytes - item.size() - "filler".len()));
    assert_eq!(item.size(), bytes);
    item
}
