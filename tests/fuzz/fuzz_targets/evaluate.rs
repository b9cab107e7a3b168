#![no_main]

use std::sync::{Arc, LazyLock};

use bodies::Evaluator;
use dynamo_lmdb::Lmdb;
use tokio::runtime::{Builder, Runtime};

/// One database for all inputs: opening one for each would be all that is done.
static ENGINE: LazyLock<(Runtime, Evaluator)> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().build().expect("a runtime needs no more than memory");
    let lmdb = Arc::new(Lmdb::temporary().expect("the temporary directory can be written"));
    let evaluator = runtime.block_on(Evaluator::new(lmdb)).expect("the table is new");
    (runtime, evaluator)
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (runtime, evaluator) = &*ENGINE;
    runtime.block_on(evaluator.evaluate(data));
});
