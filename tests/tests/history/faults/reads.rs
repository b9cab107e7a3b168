use dynamo_model::request::{Query, QueryOutput, Scan, ScanOutput};
use dynamo_model::{Backend, Result};

use super::Faulty;

impl Faulty {
    pub(super) async fn filtered_query(&self, mut request: Query) -> Result<QueryOutput> {
        let wanted = request.limit.unwrap_or(u32::MAX) as usize;
        loop {
            let page = self.engine.db.query(request.clone()).await?;
            if page.count >= wanted || page.last_evaluated_key.is_none() {
                return Ok(page);
            }
            request.limit = request.limit.map(|limit| limit + 1);
        }
    }

    pub(super) async fn haunted_scan(&self, request: Scan) -> Result<ScanOutput> {
        let on_index = request.index.is_some();
        let table = request.table.clone();
        let mut page = self.engine.db.scan(request).await?;
        if on_index && page.last_evaluated_key.is_none() {
            let memory = self.memory.lock().unwrap();
            let entries = memory.deleted.iter().filter(|(of, _)| *of == table).map(|(_, item)| item.clone());
            page.items.extend(entries);
        }
        Ok(page)
    }
}
