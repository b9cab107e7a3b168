//! `GetRecords`.

use dynamo_model::Result;
use dynamo_model::request::{GetRecords, GetRecordsOutput};

use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, request: GetRecords) -> Result<GetRecordsOutput> {
    let sent = aws
        .streams()?
        .get_records()
        .shard_iterator(request.iterator)
        .set_limit(request.limit.map(convert::int))
        .send()
        .await;
    let answer = aws.streamed(sent)?;
    let mut output = GetRecordsOutput::default();
    output.records = answer.records().iter().map(convert::stream_record).collect::<Result<_>>()?;
    output.next_iterator = answer.next_shard_iterator().map(str::to_owned);
    Ok(output)
}
