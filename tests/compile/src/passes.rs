use std::fmt;

/// Where the compiler's time went, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passes {
    pub(crate) total: f64,
    /// Of this, expanding macros.
    pub(crate) expansion: f64,
}

impl Passes {
    pub(crate) const WORST: Self = Self { total: f64::INFINITY, expansion: f64::INFINITY };

    /// Reads what `-Z time-passes` printed, lines such as `time:   0.123; rss:   50MB ->  60MB  total`.
    pub(crate) fn read(printed: &str) -> Self {
        let of = |pass: &str| {
            let mut lines = printed.lines().filter(|line| line.trim_start().starts_with("time:"));
            let line = lines.find(|line| line.split_whitespace().last() == Some(pass));
            let seconds = line.and_then(|line| line.trim_start().strip_prefix("time:")?.split(';').next());
            seconds
                .and_then(|text| text.trim().parse().ok())
                .unwrap_or_else(|| panic!("no pass {pass} in\n{printed}"))
        };
        Self { total: of("total"), expansion: of("macro_expand_crate") }
    }

    pub(crate) fn min(&self, other: &Self) -> Self {
        if other.total < self.total { *other } else { *self }
    }
}

impl fmt::Display for Passes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = 100.0 * self.expansion / self.total;
        write!(f, "{:.2} s, of which {:.2} s ({share:.0} %) expand macros", self.total, self.expansion)
    }
}
