#![no_main]

use std::sync::{LazyLock, Mutex};

use bodies::Requests;
use dynamo_endpoint::Endpoint;
use dynamo_lmdb::Lmdb;
use tokio::runtime::{Builder, Runtime};

/// One endpoint and one connection for all inputs.
static SERVER: LazyLock<(Runtime, Endpoint, Mutex<Requests>)> = LazyLock::new(|| {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime needs no more than a thread");
    let lmdb = Lmdb::temporary().expect("the temporary directory can be written");
    let endpoint = runtime.block_on(Endpoint::serve(lmdb, "127.0.0.1:0")).expect("some port is free");
    let requests = Requests::connect(endpoint.addr()).expect("the endpoint is there");
    (runtime, endpoint, Mutex::new(requests))
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (_, _, requests) = &*SERVER;
    requests.lock().expect("an input that fails ends the run").send(data);
});
