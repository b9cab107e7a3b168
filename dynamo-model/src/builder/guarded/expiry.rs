//! When an entity expires after a write, and so its guards.

use crate::entity::GuardExpiry;
use crate::expr::{SetOperand, SetValue, Update};
use crate::request::Action;
use crate::value::{Item, Number, Value};

/// What a write says of the attributes of its item.
#[derive(Clone, Copy, Debug)]
pub(in crate::builder) enum Written<'w> {
    /// All of them.
    Item(&'w Item),
    /// What becomes of some.
    Update(&'w Update),
    /// Nothing: the item goes, or stays as it is.
    Nothing,
}

impl<'w> From<&'w Action> for Written<'w> {
    fn from(action: &'w Action) -> Self {
        match action {
            Action::Put(item) => Self::Item(item),
            Action::Update(_, update) => Self::Update(update),
            Action::Delete(_) | Action::Check(_) => Self::Nothing,
        }
    }
}

/// When guards expire after the write of their entity, given when they did before.
pub(super) fn expiry_after(written: Written<'_>, ttl: &str, before: &GuardExpiry) -> GuardExpiry {
    match written {
        Written::Item(item) => GuardExpiry::of(item.get(ttl).map(|value| value.to_value())),
        Written::Update(update) => after_update(update, ttl, before),
        Written::Nothing => before.clone(),
    }
}

fn after_update(update: &Update, ttl: &str, before: &GuardExpiry) -> GuardExpiry {
    if let Some(set) = update.sets().iter().find(|set| set.path.root() == ttl) {
        return GuardExpiry::of(assigned(&set.value, before.value()));
    }
    if update.removes().iter().any(|path| path.root() == ttl) { GuardExpiry::Never } else { before.clone() }
}

/// What is assigned to the time to live. An update reads no other attribute for it.
fn assigned(value: &SetValue, before: Option<&Value>) -> Option<Value> {
    let number = |operand| operand_of(operand, before)?.as_n();
    let computed = |left, right, compute: fn(Number, Number) -> Option<Number>| {
        compute(number(left)?, number(right)?).map(Value::N)
    };
    match value {
        SetValue::Operand(operand) => operand_of(operand, before),
        SetValue::Add(left, right) => computed(left, right, |left, right| left.checked_add(right).ok()),
        SetValue::Subtract(left, right) => computed(left, right, |left, right| left.checked_sub(right).ok()),
    }
}

fn operand_of(operand: &SetOperand, before: Option<&Value>) -> Option<Value> {
    match operand {
        SetOperand::Value(value) => Some(value.clone()),
        SetOperand::Path(_) => before.cloned(),
        SetOperand::IfNotExists(_, fallback) => before.cloned().or_else(|| operand_of(fallback, before)),
        SetOperand::ListAppend(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{GuardExpiry, Written, expiry_after};
    use crate::expr::{SetOperand, SetValue, Update};
    use crate::value::{Item, Value};

    fn at(seconds: i64) -> GuardExpiry {
        GuardExpiry::At(Value::from(seconds))
    }

    fn after(update: Update, before: &GuardExpiry) -> GuardExpiry {
        expiry_after(Written::Update(&update), "ttl", before)
    }

    #[test]
    fn guards_expire_when_what_is_written_does() {
        let put = |item| expiry_after(Written::Item(&item), "ttl", &at(1));
        assert_eq!(put(Item::from_iter([("ttl", 5)])), at(5));
        assert_eq!(put(Item::from_iter([("other", 5)])), GuardExpiry::Never);
        assert_eq!(after(Update::new().set("other", 5), &at(1)), at(1), "it stays");
        assert_eq!(after(Update::new().set("ttl", 5), &at(1)), at(5));
        assert_eq!(after(Update::new().remove("ttl"), &at(1)), GuardExpiry::Never);
    }

    #[test]
    fn what_is_computed_from_the_time_before_is_computed_here_too() {
        let kept = || Update::new().set("ttl", SetOperand::if_not_exists("ttl", 5));
        assert_eq!(after(kept(), &at(1)), at(1));
        assert_eq!(after(kept(), &GuardExpiry::Never), at(5));
        let later = SetValue::Add(SetOperand::if_not_exists("ttl", 0), 3.into());
        assert_eq!(after(Update::new().set("ttl", later), &at(4)), at(7));
    }
}
