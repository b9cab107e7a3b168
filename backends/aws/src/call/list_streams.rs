//! `ListStreams`.

use dynamo_model::Result;
use dynamo_model::request::{ListStreams, ListStreamsOutput};

use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: ListStreams) -> Result<ListStreamsOutput> {
    let sent = aws
        .streams()?
        .list_streams()
        .set_table_name(request.table.map(|table| table.to_string()))
        .set_limit(request.limit.map(convert::int))
        .set_exclusive_start_stream_arn(request.start_after_arn)
        .send()
        .await;
    let answer = aws.streamed(sent)?;
    let mut output = ListStreamsOutput::default();
    output.streams = answer.streams().iter().map(convert::stream_summary).collect::<Result<_>>()?;
    output.last_evaluated_arn = answer.last_evaluated_stream_arn().map(str::to_owned);
    Ok(output)
}
