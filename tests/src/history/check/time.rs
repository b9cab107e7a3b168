//! Time, where the backend has a clock that can be moved. Elsewhere it does not pass.

use super::Checker;
use crate::history::{Mismatch, Reply, Step};

impl Checker {
    pub(super) async fn check_time(&mut self, step: &Step) -> Result<(), Mismatch> {
        let Some(time) = self.time.clone() else { return Ok(()) };
        let found = match step {
            Step::Pass(by) => {
                time.advance(*by);
                Ok(Reply::Other)
            }
            _ => time.sweep().await.map(Reply::Swept),
        };
        let expected = step.expect(&mut self.oracle);
        self.compare(step, &expected, &found)
    }
}
