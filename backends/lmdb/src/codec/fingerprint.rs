//! What tells one transaction from another that comes with the same token.

use dynamo_model::expr::Renderer;
use dynamo_model::request::check::canonical;
use dynamo_model::request::{Action, TransactWrite, TransactWriteItems};
use dynamo_model::value::Item;

/// A hash of everything a transaction does, whatever it asks to be told of it.
///
/// Expressions go in as the text they are sent as, so that it does not depend on how they are kept in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(pub(crate) [u8; 32]);

impl Fingerprint {
    /// Hashes a request that has passed the rules.
    pub(crate) fn of(request: &TransactWriteItems) -> Self {
        let mut hasher = Fields(blake3::Hasher::new());
        request.writes.iter().for_each(|write| hasher.write(write));
        Self(*hasher.0.finalize().as_bytes())
    }
}

/// Fields with their lengths before them: no two lists of fields give the same bytes.
struct Fields(blake3::Hasher);

impl Fields {
    fn field(&mut self, bytes: &[u8]) {
        self.0.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        self.0.update(bytes);
    }

    fn write(&mut self, write: &TransactWrite) {
        let mut renderer = Renderer::new();
        let (kind, subject, update) = match &write.action {
            Action::Put(item) => ("put", item, None),
            Action::Update(key, update) => ("update", key, Some(update)),
            Action::Delete(key) => ("delete", key, None),
            Action::Check(key) => ("check", key, None),
        };
        self.field(write.table.as_bytes());
        self.field(kind.as_bytes());
        self.field(&canonical(subject));
        self.field(update.map(|update| renderer.update(update)).unwrap_or_default().as_bytes());
        let condition = write.condition.as_ref().map(|condition| renderer.condition(condition));
        self.field(condition.unwrap_or_default().as_bytes());
        let (names, values) = renderer.into_parts();
        self.field(Item::from_iter(names).as_bytes());
        self.field(Item::from(values).as_bytes());
        self.field(&[u8::from(write.return_item_on_failure)]);
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::expr::{Condition, Path, Update};
    use dynamo_model::request::ReturnCapacity;
    use dynamo_model::value::Value;

    use super::*;

    fn key(id: u32) -> Item {
        Item::from_iter([("p", Value::from("a")), ("s", id.into())])
    }

    fn of(writes: impl IntoIterator<Item = TransactWrite>) -> Fingerprint {
        Fingerprint::of(&TransactWriteItems::new(writes))
    }

    fn one(action: Action) -> Fingerprint {
        of([TransactWrite::new("shop", action)])
    }

    #[test]
    fn a_request_repeated_is_the_same_whatever_the_order_of_attributes() {
        let turned = Item::from_iter([("s", Value::from(1)), ("p", "a".into())]);
        assert_eq!(one(Action::Put(key(1))), one(Action::Put(turned)));
    }

    #[test]
    fn what_is_reported_of_it_makes_no_other_request() {
        let request = TransactWriteItems::new([TransactWrite::new("shop", Action::Put(key(1)))]);
        let told = request.clone();
        assert_eq!(Fingerprint::of(&request), Fingerprint::of(&told.with_capacity(ReturnCapacity::Total)));
    }

    #[test]
    fn every_difference_counts() {
        let set = |value: u32| Update::new().set("x", value);
        let put = || TransactWrite::new("shop", Action::Put(key(1)));
        let condition = |value: u32| Condition::eq(Path::attribute("x"), value);
        let all = [
            one(Action::Put(key(1))),
            one(Action::Put(key(2))),
            one(Action::Delete(key(1))),
            one(Action::Check(key(1))),
            one(Action::Update(key(1), set(1))),
            one(Action::Update(key(1), set(2))),
            of([TransactWrite::new("other", Action::Put(key(1)))]),
            of([put().with_condition(condition(1))]),
            of([put().with_condition(condition(2))]),
            of([put().with_condition(condition(1)).returning_item_on_failure()]),
            of([put(), TransactWrite::new("shop", Action::Put(key(2)))]),
            of([TransactWrite::new("shop", Action::Put(key(2))), put()]),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(!all[..place].contains(one), "{place}");
        }
    }
}
