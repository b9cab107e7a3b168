//! Fields of entities and documents as plain data.

use syn::ext::IdentExt as _;
use syn::{ExprPath, GenericArgument, Ident, PathArguments, Type, Visibility};

use crate::computed::Computed;
use crate::diag::Diagnostics;
use crate::syntax::{ContainerSerde, FieldSerde, Managed, RawField, Rule, SerdeDefault, TimeFormat};

pub(crate) struct Field {
    /// Its place in [`Entity::fields`].
    pub(crate) place: usize,
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) vis: Visibility,
    /// The type, without `Option` around it.
    pub(crate) ty: Type,
    pub(crate) option: bool,
    /// The type as it is declared.
    pub(crate) declared: Type,
    pub(crate) attribute: String,
    /// Lives in keys only, not as an attribute of its own.
    pub(crate) key_only: bool,
    /// Has an attribute at all.
    pub(crate) present: bool,
    /// Has the attributes of its own fields instead.
    pub(crate) flattened: bool,
    /// The attribute holds what the type's own `Serialize` makes.
    pub(crate) plain_serde: bool,
    /// The path of serde's `with` or `serialize_with`, which makes the attribute.
    pub(crate) by: Option<String>,
    /// A function of the user's reads it.
    pub(crate) reader: bool,
    /// The attribute is a set, made by the library's own `as_set`.
    pub(crate) set: bool,
    /// An item without the attribute can be read.
    pub(crate) optional: bool,
    /// What is read without the attribute.
    pub(crate) default: Option<SerdeDefault>,
    /// What makes all fields that have no default of their own.
    pub(crate) default_of_all: Option<SerdeDefault>,
    /// Whether serde leaves it out, at least for some values, but reads it.
    pub(crate) left_out: Option<LeftOut>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) computed: Option<Computed>,
    /// What the library keeps in it.
    pub(crate) managed: Option<Managed>,
    /// The attribute is the table's time to live.
    pub(crate) ttl: bool,
    /// It says when the item was softly deleted.
    pub(crate) deleted: bool,
    /// How it is stored, if it says so.
    pub(crate) time: Option<TimeFormat>,
}

/// When serde leaves a field out.
pub(crate) enum LeftOut {
    Always,
    /// If this function says so.
    If(ExprPath),
}

impl LeftOut {
    fn of(serde: &FieldSerde) -> Option<Self> {
        // What serde does not read either is not read from what is flattened.
        if serde.skip_reading {
            return None;
        }
        match &serde.unwritten_if {
            // What is no path is serde's to report.
            Some(function) => function.parse().ok().map(Self::If),
            None => serde.may_be_unwritten.then_some(Self::Always),
        }
    }
}

impl Field {
    /// Resolves the fields of a struct.
    pub(crate) fn all(fields: &[RawField], container: &ContainerSerde) -> Vec<Self> {
        fields.iter().enumerate().map(|(place, field)| lower_field(place, field, container)).collect()
    }

    /// Records rules of what is not stored under a name of its own.
    pub(crate) fn rules_are_of_attributes(fields: &[Self], diag: &Diagnostics) {
        for field in fields.iter().filter(|field| !field.present) {
            if let Some(rule) = field.rules.first() {
                diag.error(rule.span, format_args!("field `{}` is not stored as an attribute of its own, and has no rules\nhelp: remove serde's `skip` or `flatten`, or the rule", field.name));
            }
        }
    }

    /// Whether what is stored of it is read by its own type, or as a set.
    pub(crate) fn is_read_alone(&self) -> bool {
        self.plain_serde || self.set
    }

    /// Whether its own fields are stored as attributes, as its own type says.
    pub(crate) fn is_spread(&self) -> bool {
        self.flattened && self.plain_serde
    }

    /// Whether the library keeps the time of a write in it.
    pub(crate) fn is_time(&self) -> bool {
        matches!(self.managed, Some(Managed::Created | Managed::Updated))
    }

    /// Whether it holds a time that the library keeps, and stores in order.
    pub(crate) fn is_kept_in_order(&self) -> bool {
        self.is_time() || self.deleted
    }

    /// Whether it is stored, and as its own type says, so that a typed path leads to it.
    pub(crate) fn has_path(&self) -> bool {
        self.present && !self.key_only && self.is_read_alone()
    }

    /// Whether typed paths lead to it, or through it.
    pub(crate) fn leads_on(&self) -> bool {
        self.has_path() || self.is_spread()
    }
}

fn lower_field(place: usize, field: &RawField, container: &ContainerSerde) -> Field {
    let name = field.ident.unraw().to_string();
    let inner = option_inner(&field.ty);
    let renamed = container.rename_all.map(|casing| casing.field(&name));
    let attribute = field.serde.rename.clone().or(renamed).unwrap_or_else(|| name.clone());
    Field {
        place,
        ident: field.ident.clone(),
        vis: field.vis.clone(),
        ty: bare(inner.unwrap_or(&field.ty)).clone(),
        option: inner.is_some(),
        attribute,
        key_only: field.attrs.key.is_some(),
        present: !field.serde.skip && !field.serde.flatten,
        flattened: field.serde.flatten,
        plain_serde: !field.serde.with,
        by: field.serde.by.clone(),
        reader: field.serde.reader,
        set: field.serde.set,
        optional: inner.is_some() || field.serde.default.is_some() || container.default.is_some(),
        default: field.serde.default.clone(),
        default_of_all: container.default.clone(),
        left_out: LeftOut::of(&field.serde),
        declared: field.ty.clone(),
        rules: field.attrs.rules.clone(),
        computed: None,
        managed: field.attrs.managed.map(|(managed, _)| managed),
        ttl: field.attrs.ttl.is_some(),
        deleted: field.attrs.deleted.is_some(),
        time: field.attrs.time.as_ref().map(|time| time.format).or(field.serde.time),
        name,
    }
}

/// The type itself, where a macro or parentheses are around it.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(around) => bare(&around.elem),
        Type::Paren(around) => bare(&around.elem),
        _ => ty,
    }
}

/// The `T` of an `Option<T>`.
pub(crate) fn option_inner(ty: &Type) -> Option<&Type> {
    inner(ty, "Option")
}

/// The `T` of a `Box<T>`, and that it is in one; of another type, itself.
pub(crate) fn unboxed(ty: &Type) -> (&Type, bool) {
    inner(ty, "Box").map_or((ty, false), |inner| (inner, true))
}

/// The `T` of a `Vec<T>`, or of what else is called `outer`.
pub(crate) fn inner<'t>(ty: &'t Type, outer: &str) -> Option<&'t Type> {
    let Type::Path(path) = bare(ty) else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == outer)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}
