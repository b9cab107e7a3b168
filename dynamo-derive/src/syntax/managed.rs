use proc_macro2::Span;

/// What the library keeps in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Managed {
    Version,
    Created,
    Updated,
}

impl Managed {
    const ALL: [Self; 3] = [Self::Version, Self::Created, Self::Updated];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Created => "created",
            Self::Updated => "updated",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|managed| managed.name() == name)
    }

    /// Says what is kept in a field; a second time is a mistake.
    pub(super) fn set(field: &mut Option<(Self, Span)>, kind: Self, at: Span) -> syn::Result<()> {
        if let Some((before, _)) = field {
            let (before, name) = (before.name(), kind.name());
            let message = match before == name {
                true => format!("`{name}` is set twice\nhelp: keep one of them"),
                false => format!(
                    "one field cannot be both `{before}` and `{name}`\nhelp: give each a field of its own"
                ),
            };
            return Err(syn::Error::new(at, message));
        }
        *field = Some((kind, at));
        Ok(())
    }
}
