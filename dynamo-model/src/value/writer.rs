//! Appends packed values.

use super::packed::{Tag, encode_number, encode_varint};
use super::{Item, Number, Value, ValueRef};

/// Builds packed bytes, attribute by attribute.
///
/// In an item or map each value follows a [`name`](Writer::name); in a list values follow each other. The
/// caller keeps names unique. A list or map is opened with `begin_…` and closed with [`end`](Writer::end).
///
/// ```
/// use dynamo_model::value::{Item, Writer};
///
/// let mut writer = Writer::new();
/// writer.name("name");
/// writer.string("Ada");
/// writer.name("scores");
/// let scores = writer.begin_list();
/// writer.number(7.into());
/// writer.null();
/// writer.end(scores);
///
/// let expected = Item::from_dynamodb_json(r#"{"scores":{"L":[{"N":"7"},{"NULL":true}]},"name":{"S":"Ada"}}"#)?;
/// assert_eq!(writer.into_item(), expected);
/// # Ok::<(), dynamo_model::value::JsonError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

/// Marks an open list, map or set, to be closed with [`Writer::end`].
///
/// ```
/// use dynamo_model::value::{Value, Writer};
///
/// let mut writer = Writer::new();
/// writer.name("scores");
/// let scores = writer.begin_list();
/// writer.number(7.into());
/// writer.end(scores);
/// assert_eq!(writer.into_item().take("scores"), Some(Value::L(vec![7.into()])));
/// ```
#[derive(Debug)]
#[must_use = "an open container reads as empty until `Writer::end`"]
pub struct Open {
    /// Where the contents begin, just behind the four bytes of their length.
    contents: usize,
}

impl Writer {
    /// Creates an empty writer.
    ///
    /// ```
    /// use dynamo_model::value::Writer;
    ///
    /// assert!(Writer::new().as_bytes().is_empty());
    /// ```
    pub const fn new() -> Self {
        Writer { bytes: Vec::new() }
    }

    /// Creates an empty writer with room for `capacity` bytes.
    ///
    /// ```
    /// use dynamo_model::value::Writer;
    ///
    /// assert_eq!(Writer::with_capacity(64).position(), 0);
    /// ```
    pub fn with_capacity(capacity: usize) -> Self {
        Writer { bytes: Vec::with_capacity(capacity) }
    }

    /// Continues behind the attributes of `item`.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Writer};
    ///
    /// let mut writer = Writer::append_to(Item::from_iter([("id", 7)]));
    /// writer.name("stock");
    /// writer.number(12.into());
    /// assert_eq!(writer.into_item(), Item::from_iter([("id", 7), ("stock", 12)]));
    /// ```
    pub fn append_to(item: Item) -> Self {
        Writer { bytes: item.into_bytes() }
    }

    /// Returns what is written so far.
    ///
    /// ```
    /// use dynamo_model::value::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.name("id");
    /// writer.null();
    /// assert_eq!(writer.as_bytes().len(), writer.position());
    /// ```
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns how many bytes are written so far, to come back to with [`truncate`](Writer::truncate).
    ///
    /// ```
    /// use dynamo_model::value::Writer;
    ///
    /// let mut writer = Writer::new();
    /// let start = writer.position();
    /// writer.name("id");
    /// writer.null();
    /// assert!(writer.position() > start);
    /// ```
    pub fn position(&self) -> usize {
        self.bytes.len()
    }

    /// Forgets everything written after `position`.
    ///
    /// ```
    /// use dynamo_model::value::Writer;
    ///
    /// let mut writer = Writer::new();
    /// let start = writer.position();
    /// writer.name("id");
    /// writer.null();
    /// writer.truncate(start);
    /// assert!(writer.into_item().is_empty());
    /// ```
    pub fn truncate(&mut self, position: usize) {
        self.bytes.truncate(position);
    }

    /// Returns the item, if the writer holds names and values in turn.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("id");
    /// writer.number(7.into());
    /// assert_eq!(writer.into_item(), Item::from_iter([("id", 7)]));
    /// ```
    pub fn into_item(self) -> Item {
        Item::from_trusted(self.bytes)
    }

    /// Returns the bytes.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("id");
    /// writer.number(7.into());
    /// assert_eq!(writer.into_bytes(), Item::from_iter([("id", 7)]).into_bytes());
    /// ```
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes the name of the attribute whose value comes next.
    ///
    /// ```
    /// use dynamo_model::value::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.name("id");
    /// writer.null();
    /// assert!(writer.into_item().contains("id"));
    /// ```
    pub fn name(&mut self, name: &str) {
        self.prefixed(name.as_bytes());
    }

    /// Writes a string.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.string("Ada");
    /// assert_eq!(writer.into_item().take("it"), Some("Ada".into()));
    /// ```
    pub fn string(&mut self, text: &str) {
        self.bytes.push(Tag::S);
        self.prefixed(text.as_bytes());
    }

    /// Writes a number.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.number(7.into());
    /// assert_eq!(writer.into_item().take("it"), Some(7.into()));
    /// ```
    pub fn number(&mut self, number: Number) {
        self.bytes.push(Tag::N);
        encode_number(number, &mut self.bytes);
    }

    /// Writes bytes.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.binary(&[1, 2]);
    /// assert_eq!(writer.into_item().take("it"), Some(Value::B(vec![1, 2])));
    /// ```
    pub fn binary(&mut self, bytes: &[u8]) {
        self.bytes.push(Tag::B);
        self.prefixed(bytes);
    }

    /// Writes a boolean.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.boolean(true);
    /// assert_eq!(writer.into_item().take("it"), Some(Value::Bool(true)));
    /// ```
    pub fn boolean(&mut self, value: bool) {
        self.bytes.push(if value { Tag::TRUE } else { Tag::FALSE });
    }

    /// Writes the null value.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.null();
    /// assert_eq!(writer.into_item().take("it"), Some(Value::Null));
    /// ```
    pub fn null(&mut self) {
        self.bytes.push(Tag::NULL);
    }

    /// Opens a list; its elements follow.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// let list = writer.begin_list();
    /// writer.number(7.into());
    /// writer.end(list);
    /// assert_eq!(writer.into_item().take("it"), Some(Value::L(vec![7.into()])));
    /// ```
    pub fn begin_list(&mut self) -> Open {
        self.begin(Tag::L)
    }

    /// Opens a map; names and values follow in turn.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// let map = writer.begin_map();
    /// writer.name("a");
    /// writer.number(7.into());
    /// writer.end(map);
    /// assert_eq!(writer.into_item().take("it"), Some(Value::M([("a".to_owned(), 7.into())].into())));
    /// ```
    pub fn begin_map(&mut self) -> Open {
        self.begin(Tag::M)
    }

    /// Closes the list or map opened last.
    ///
    /// Contents beyond 4 GiB have no packed form; they read as cut off there, still far above every limit.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// let list = writer.begin_list();
    /// writer.end(list);
    /// assert_eq!(writer.into_item().take("it"), Some(Value::L(vec![])));
    /// ```
    pub fn end(&mut self, open: Open) {
        let length = self.bytes.len().saturating_sub(open.contents);
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let start = open.contents.saturating_sub(4);
        if let Some(field) = self.bytes.get_mut(start..open.contents) {
            field.copy_from_slice(&length.to_le_bytes());
        }
    }

    /// Writes a list, its elements written by `elements`.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.list(|list| list.number(7.into()));
    /// assert_eq!(writer.into_item().take("it"), Some(Value::L(vec![7.into()])));
    /// ```
    pub fn list(&mut self, elements: impl FnOnce(&mut Self)) {
        let open = self.begin_list();
        elements(self);
        self.end(open);
    }

    /// Writes a map, its entries written by `entries`.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.map(|map| {
    ///     map.name("a");
    ///     map.number(7.into());
    /// });
    /// assert_eq!(writer.into_item().take("it"), Some(Value::M([("a".to_owned(), 7.into())].into())));
    /// ```
    pub fn map(&mut self, entries: impl FnOnce(&mut Self)) {
        let open = self.begin_map();
        entries(self);
        self.end(open);
    }

    /// Writes a set of strings, in any order; duplicates collapse.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.string_set(["new", "big", "new"]);
    /// assert_eq!(writer.into_item().take("it"), Some(Value::Ss(["big".to_owned(), "new".to_owned()].into())));
    /// ```
    pub fn string_set<'s>(&mut self, members: impl IntoIterator<Item = &'s str>) {
        self.byte_set(Tag::SS, members.into_iter().map(str::as_bytes).collect());
    }

    /// Writes a set of byte strings, in any order; duplicates collapse.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.binary_set([[1, 2].as_slice()]);
    /// assert_eq!(writer.into_item().take("it"), Some(Value::Bs([vec![1, 2]].into())));
    /// ```
    pub fn binary_set<'s>(&mut self, members: impl IntoIterator<Item = &'s [u8]>) {
        self.byte_set(Tag::BS, members.into_iter().collect());
    }

    /// Writes a set of numbers, in any order; duplicates collapse.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.number_set([7.into(), 7.into()]);
    /// assert_eq!(writer.into_item().take("it"), Some(Value::Ns([7.into()].into())));
    /// ```
    pub fn number_set(&mut self, members: impl IntoIterator<Item = Number>) {
        let mut members: Vec<Number> = members.into_iter().collect();
        members.sort_unstable();
        members.dedup();
        let open = self.begin(Tag::NS);
        for member in members {
            encode_number(member, &mut self.bytes);
        }
        self.end(open);
    }

    /// Writes a value read from packed bytes; lists, maps and sets are copied whole.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// let other = dynamo_model::value::Item::from_iter([("id", 7)]);
    /// writer.value(other.get("id").unwrap());
    /// assert_eq!(writer.into_item().take("it"), Some(7.into()));
    /// ```
    pub fn value(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::S(text) => self.string(text),
            ValueRef::N(number) => self.number(number),
            ValueRef::B(bytes) => self.binary(bytes),
            ValueRef::Bool(value) => self.boolean(value),
            ValueRef::Null => self.null(),
            ValueRef::L(list) => self.splice(Tag::L, list.packed()),
            ValueRef::M(map) => self.splice(Tag::M, map.as_bytes()),
            ValueRef::Ss(set) => self.splice(Tag::SS, set.packed()),
            ValueRef::Ns(set) => self.splice(Tag::NS, set.packed()),
            ValueRef::Bs(set) => self.splice(Tag::BS, set.packed()),
        }
    }

    /// Writes an owned value.
    ///
    /// ```
    /// use dynamo_model::value::{Value, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.name("it");
    /// writer.owned(&Value::from(7));
    /// assert_eq!(writer.into_item().take("it"), Some(7.into()));
    /// ```
    pub fn owned(&mut self, value: &Value) {
        match value {
            Value::S(text) => self.string(text),
            Value::N(number) => self.number(*number),
            Value::B(bytes) => self.binary(bytes),
            Value::Bool(value) => self.boolean(*value),
            Value::Null => self.null(),
            Value::L(elements) => {
                self.list(|writer| elements.iter().for_each(|element| writer.owned(element)))
            }
            Value::M(entries) => self.map(|writer| writer.attributes(entries)),
            Value::Ss(set) => self.string_set(set.iter().map(String::as_str)),
            Value::Ns(set) => self.number_set(set.iter().copied()),
            Value::Bs(set) => self.binary_set(set.iter().map(Vec::as_slice)),
        }
    }

    /// Writes names and values in turn.
    pub(super) fn attributes<'v>(&mut self, entries: impl IntoIterator<Item = (&'v String, &'v Value)>) {
        for (name, value) in entries {
            self.name(name);
            self.owned(value);
        }
    }

    /// Writes attributes that are already packed, such as a whole item's.
    ///
    /// ```
    /// use dynamo_model::value::{Item, Writer};
    ///
    /// let mut writer = Writer::new();
    /// writer.entries(Item::from_iter([("id", 7)]).view());
    /// assert_eq!(writer.into_item(), Item::from_iter([("id", 7)]));
    /// ```
    pub fn entries(&mut self, entries: super::ItemRef<'_>) {
        self.bytes.extend_from_slice(entries.as_bytes());
    }

    fn begin(&mut self, tag: u8) -> Open {
        self.bytes.push(tag);
        self.bytes.extend_from_slice(&[0; 4]);
        Open { contents: self.bytes.len() }
    }

    fn splice(&mut self, tag: u8, contents: &[u8]) {
        let open = self.begin(tag);
        self.bytes.extend_from_slice(contents);
        self.end(open);
    }

    fn byte_set(&mut self, tag: u8, mut members: Vec<&[u8]>) {
        members.sort_unstable();
        members.dedup();
        let open = self.begin(tag);
        for member in members {
            self.prefixed(member);
        }
        self.end(open);
    }

    fn prefixed(&mut self, bytes: &[u8]) {
        encode_varint(bytes.len(), &mut self.bytes);
        self.bytes.extend_from_slice(bytes);
    }
}
