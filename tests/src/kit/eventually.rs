/// More than any backend takes to let what it has accepted take effect.
pub(crate) const TRIES: u32 = 200;
pub(crate) const PAUSE: std::time::Duration = std::time::Duration::from_millis(50);

/// Waits until a condition holds, where the service takes its time. It may await, and return early with an error.
macro_rules! eventually {
    ($condition:expr) => {{
        let mut tries = 0;
        while !$condition {
            tries += 1;
            assert!(tries < crate::kit::TRIES, "never came to hold: {}", stringify!($condition));
            tokio::time::sleep(crate::kit::PAUSE).await;
        }
    }};
}
pub(crate) use eventually;
