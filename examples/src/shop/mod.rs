//! The online shop: its model, its published data, its sixteen access patterns.

mod data;
mod model;
mod patterns;

pub use data::{check_stored, load, published};
pub use model::*;
pub use patterns::run;

use std::io::Write as _;
use std::sync::Arc;

use dynamo_model::{Backend, Error, ErrorKind, Result};

use crate::cli::Arguments;
use crate::recorder::Recorder;
use crate::report;

/// Loads the published items, checks what is stored, runs the patterns, and prints them.
///
/// # Errors
///
/// Whatever the backend reports, and an error if what is stored differs from what was published.
pub async fn main(arguments: &Arguments) -> Result<()> {
    let (backend, place) = arguments.backend("dynamo-shop").await?;
    let recorder = Recorder::new(backend);
    let shop = Shop::on(Arc::new(recorder.clone()) as Arc<dyn Backend>);
    shop.ensure_table().await?;
    let items = load(&shop).await?;
    check_stored(&shop).await?;
    let rows = run(&shop, &recorder).await?;
    let mut out = anstream::stdout().lock();
    let printed = writeln!(
        out,
        "{items} published items in table `{}` on {place}, each as published\n",
        shop.table_name()
    )
    .and_then(|()| report::write(&mut out, &rows));
    match printed {
        // Whoever reads the output may stop reading.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.map_err(|error| Error::new(ErrorKind::Internal, format!("cannot print: {error}"))),
    }
}
