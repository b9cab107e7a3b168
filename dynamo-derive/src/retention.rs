//! How long items of an entity stay: what makes the time they expire, and how they are softly deleted.

use proc_macro2::Span;
use syn::Ident;
use syn::ext::IdentExt as _;

use crate::diag::Diagnostics;
use crate::groups::needed_by_every_update;
use crate::model::Entity;
use crate::suggest::{code, instead};
use crate::syntax::{Managed, RawDeleted, RawField, RawTtl};

#[derive(Default)]
pub(crate) struct Retention {
    pub(crate) ttl: Option<Ttl>,
    pub(crate) deleted: Option<Deleted>,
    /// Where `hide_expired` stands.
    pub(crate) hide_expired: Option<Span>,
}

/// The field that is the time an item expires.
pub(crate) struct Ttl {
    pub(crate) field: usize,
    pub(crate) span: Span,
    pub(crate) rule: TtlRule,
}

pub(crate) enum TtlRule {
    /// It is the field's own value.
    Own,
    /// So many seconds after each write.
    AfterWrite(u64),
    /// So many seconds after the time in another field.
    AfterField { field: usize, seconds: u64 },
}

/// The field that says when an item was softly deleted.
pub(crate) struct Deleted {
    pub(crate) field: usize,
    /// Where `expire_after` stands, and its seconds.
    pub(crate) expire_after: Option<(Span, u64)>,
}

impl Retention {
    /// Resolves what the fields and the head of an entity say, recording every mistake.
    pub(crate) fn of(
        raw: &[RawField],
        hide_expired: Option<Span>,
        entity: &Entity,
        diag: &Diagnostics,
    ) -> Self {
        let resolver = Resolver { raw, entity, diag };
        let retention = Self { ttl: resolver.ttl(), deleted: resolver.deleted(), hide_expired };
        resolver.one_expiry(&retention);
        retention
    }

    /// Where an error belongs that the table has to do with.
    pub(crate) fn span(&self) -> Option<Span> {
        let purge = || self.deleted.as_ref().and_then(|deleted| deleted.expire_after);
        self.ttl.as_ref().map(|ttl| ttl.span).or(self.hide_expired).or_else(|| purge().map(|(span, _)| span))
    }

    /// Whether the library alone writes a field.
    pub(crate) fn computes(&self, field: usize) -> bool {
        let ttl = self.ttl.iter().any(|ttl| ttl.field == field && !matches!(ttl.rule, TtlRule::Own));
        ttl || self.deleted.iter().any(|deleted| deleted.field == field)
    }

    /// The field that the time to live is computed from.
    pub(crate) fn source(&self) -> Option<usize> {
        match self.ttl.as_ref()?.rule {
            TtlRule::AfterField { field, .. } => Some(field),
            TtlRule::Own | TtlRule::AfterWrite(_) => None,
        }
    }

    /// The fields that hold times, each once.
    pub(crate) fn times(&self) -> Vec<usize> {
        let ttl = self.ttl.iter().map(|ttl| ttl.field);
        let mut fields: Vec<usize> =
            ttl.chain(self.source()).chain(self.deleted.iter().map(|deleted| deleted.field)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }
}

struct Resolver<'r> {
    raw: &'r [RawField],
    entity: &'r Entity,
    diag: &'r Diagnostics,
}

impl Resolver<'_> {
    fn ttl(&self) -> Option<Ttl> {
        let mut declared =
            self.raw.iter().enumerate().filter_map(|(place, field)| Some((place, field.attrs.ttl.as_ref()?)));
        let (field, raw) = declared.next()?;
        for (_, second) in declared {
            self.diag.error(
                second.span,
                "a second `#[attr(ttl)]`: an item expires at one time\nhelp: remove one of them",
            );
        }
        self.is_stored_plainly(field, raw.span, "ttl");
        Some(Ttl { field, span: raw.span, rule: self.rule(field, raw)? })
    }

    fn rule(&self, own: usize, raw: &RawTtl) -> Option<TtlRule> {
        match (raw.after, &raw.from) {
            (None, None) => Some(TtlRule::Own),
            (Some(seconds), None) => Some(TtlRule::AfterWrite(seconds)),
            (Some(seconds), Some(from)) => {
                Some(TtlRule::AfterField { field: self.source(own, from)?, seconds })
            }
            (None, Some(from)) => {
                self.diag.error(from.span(), "`from` says since when, but not how long\nhelp: add `after`, as in `ttl(after = \"30d\", from = …)`");
                None
            }
        }
    }

    fn source(&self, own: usize, from: &Ident) -> Option<usize> {
        let name = from.unraw().to_string();
        let fields = &self.entity.fields;
        let Some(place) = fields.iter().position(|field| field.name == name) else {
            let help = instead(&name, fields.iter().map(|field| field.name.as_str()), code);
            let message = format_args!("there is no field `{name}` to expire from\nhelp: {help}");
            self.diag.error(from.span(), message);
            return None;
        };
        let is_computed = fields.get(place).is_some_and(|field| field.computed.is_some());
        let lost = fields
            .get(place)
            .is_some_and(|field| !field.present || (field.key_only && !self.entity.in_primary_key(place)));
        if place == own {
            self.diag.error(from.span(), "the time to live cannot be computed from itself\nhelp: name another field, or leave out `from` to count from each write");
        } else if is_computed {
            self.diag.error(from.span(), format_args!("field `{name}` is computed when the item is written, and so is the time to live\nhelp: name a field that is not computed"));
        } else if lost {
            self.diag.error(from.span(), format_args!("field `{name}` is no attribute of its own, so an update of it would not reach the time to live\nhelp: store it as an attribute"));
        }
        Some(place)
    }

    fn deleted(&self) -> Option<Deleted> {
        let mut declared = self
            .raw
            .iter()
            .enumerate()
            .filter_map(|(place, field)| Some((place, field.attrs.deleted.as_ref()?)));
        let (place, RawDeleted { span, expire_after }) = declared.next()?;
        for (_, second) in declared {
            self.diag.error(
                second.span,
                "a second `#[attr(deleted)]`: an item is deleted once\nhelp: remove one of them",
            );
        }
        self.is_stored_plainly(place, *span, "deleted");
        if self.entity.fields.get(place).is_some_and(|field| !field.option) {
            self.diag.error(
                *span,
                "an item that is not deleted has no such time\nhelp: make the field an `Option`",
            );
        }
        let needed = needed_by_every_update(self.entity).into_iter();
        if let Some(field) = needed.filter_map(|place| self.entity.fields.get(place)).next() {
            let name = &field.name;
            let updated = self.entity.fields.iter().find(|field| field.managed == Some(Managed::Updated));
            let updated = updated.map_or("", |field| &field.name);
            self.diag.error(*span, format_args!("a soft deletion is a write, and sets `{updated}`; an index key is made of that and of `{name}`, which a deletion does not know\nhelp: make the key of `{updated}` or of `{name}` alone; or write the time of deletion with `edit`, into a field without `deleted`"));
        }
        Some(Deleted { field: place, expire_after: *expire_after })
    }

    /// Both the attribute's name and its form are the library's to choose.
    fn is_stored_plainly(&self, place: usize, span: Span, what: &str) {
        let Some(field) = self.entity.fields.get(place) else { return };
        let name = &field.name;
        self.has_no_other_meaning(place, span, what);
        if !field.present {
            self.diag.error(span, format_args!("serde leaves field `{name}` out or flattens it, and `{what}` stores it\nhelp: remove one of the two"));
        } else if field.key_only {
            self.diag.error(span, format_args!("field `{name}` lives in keys only, and `{what}` stores it as an attribute\nhelp: remove `key`"));
        } else if !field.plain_serde {
            self.diag.error(span, format_args!("field `{name}` is stored as `{what}` says, and serde's `with` has no say in it\nhelp: remove `with`"));
        } else if self.entity.in_some_key(place) {
            self.diag.error(span, format_args!("field `{name}` is part of a key, which `{what}` cannot be\nhelp: name another field in the key's template, which may hold the same time"));
        }
    }

    /// Writes that do not know the rest of the entity set it too.
    fn has_no_other_meaning(&self, place: usize, span: Span, what: &str) {
        let Some(attrs) = self.raw.get(place).map(|field| &field.attrs) else { return };
        let managed = attrs.managed.map(|(managed, _)| format!("`{}`", managed.name()));
        let others = [
            managed,
            attrs.computed.is_some().then(|| "`computed`".to_owned()),
            attrs.unique.is_some().then(|| "`unique`".to_owned()),
            (!attrs.rules.is_empty()).then(|| "a rule".to_owned()),
            (what == "deleted" && attrs.ttl.is_some()).then(|| "`ttl`".to_owned()),
        ];
        for other in others.into_iter().flatten() {
            self.diag.error(span, format_args!("one field cannot be `{what}` and have {other}: `{what}` alone says what is stored in it\nhelp: remove one of the two"));
        }
        if let Some(computed) =
            self.entity.computed_from(place).find_map(|place| self.entity.fields.get(place))
        {
            self.diag.error(span, format_args!("`{what}` is stored in a form of its own, and field `{}` is computed of it\nhelp: compute it from other fields", computed.name));
        } else if attrs.unique.is_none() && self.entity.in_some_constraint(place) {
            self.diag.error(span, format_args!("`{what}` changes with writes that do not know what is unique\nhelp: remove it from `unique`"));
        }
    }

    fn one_expiry(&self, retention: &Retention) {
        let purge = retention.deleted.as_ref().and_then(|deleted| deleted.expire_after);
        if let (Some(_), Some((span, _))) = (&retention.ttl, purge) {
            self.diag.error(span, "an item expires at one time, and `#[attr(ttl)]` says when\nhelp: remove `expire_after`, or `#[attr(ttl)]`");
        }
    }
}
