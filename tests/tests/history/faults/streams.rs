use dynamo_model::request::{GetRecords, GetRecordsOutput, GetShardIterator, ShardPosition, StreamEvent};
use dynamo_model::{Backend, Result};

use super::{Fault, Faulty};

impl Faulty {
    pub(super) async fn faulty_records(&self, request: GetRecords) -> Result<GetRecordsOutput> {
        let mut page = self.engine.db.get_records(request).await?;
        match self.fault {
            Fault::DroppedRecord => page.records.retain(|record| record.event != StreamEvent::Modify),
            Fault::LostOldImage => {
                let removed = page.records.iter_mut().filter(|record| record.event == StreamEvent::Remove);
                removed.for_each(|record| record.old_image = None);
            }
            _ => page.records.iter_mut().for_each(|record| record.user_identity = None),
        }
        Ok(page)
    }

    pub(super) async fn early_iterator(&self, mut request: GetShardIterator) -> Result<String> {
        if request.position == ShardPosition::Latest {
            request.position = ShardPosition::TrimHorizon;
        }
        self.engine.db.get_shard_iterator(request).await
    }
}
