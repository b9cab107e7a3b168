use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What time it is taken to be: by a [`Db`](crate::Db) for the times it keeps in entities, and by the built-in engine for the
/// expiry of items, the age of stream records and tokens, and the creation of tables. Clones tell the same time.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use dynamo_model::Clock;
///
/// let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_000));
/// let same = clock.clone();
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(same.now(), UNIX_EPOCH + Duration::from_secs(1_060));
/// assert_eq!(same.milliseconds(), 1_060_000);
/// assert!(Clock::system().now() > same.now());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicU64>>);

impl Clock {
    /// Tells the system's time.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    ///
    /// use dynamo_model::Clock;
    ///
    /// assert!(Clock::system().now() > UNIX_EPOCH, "it goes");
    /// ```
    #[must_use]
    pub fn system() -> Self {
        Self(None)
    }

    /// Stands still until it is moved; for tests. Milliseconds count, smaller parts of seconds do not.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    ///
    /// use dynamo_model::Clock;
    ///
    /// assert_eq!(Clock::stopped_at(UNIX_EPOCH).now(), UNIX_EPOCH);
    /// ```
    #[must_use]
    pub fn stopped_at(time: SystemTime) -> Self {
        Self(Some(Arc::new(AtomicU64::new(milliseconds(time)))))
    }

    /// Moves a stopped clock, and all its clones, forward. The system's clock goes by itself.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// use dynamo_model::Clock;
    ///
    /// let clock = Clock::stopped_at(UNIX_EPOCH);
    /// let same = clock.clone();
    /// clock.advance(Duration::from_secs(5));
    /// assert_eq!(same.now(), UNIX_EPOCH + Duration::from_secs(5));
    /// ```
    pub fn advance(&self, by: Duration) {
        if let Some(now) = &self.0 {
            now.fetch_add(u64::try_from(by.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        }
    }

    /// Returns the time.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    ///
    /// use dynamo_model::Clock;
    ///
    /// let clock = Clock::stopped_at(UNIX_EPOCH);
    /// assert_eq!(clock.now(), clock.now(), "it stands still");
    /// ```
    #[must_use]
    pub fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.milliseconds())
    }

    /// Returns the milliseconds since 1970.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// use dynamo_model::Clock;
    ///
    /// assert_eq!(Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(2)).milliseconds(), 2_000);
    /// ```
    #[must_use]
    pub fn milliseconds(&self) -> u64 {
        self.0.as_ref().map_or_else(|| milliseconds(SystemTime::now()), |now| now.load(Ordering::Relaxed))
    }
}

fn milliseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
