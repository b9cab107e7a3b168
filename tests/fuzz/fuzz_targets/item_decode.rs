#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bodies::item_decode(data));
